package dev.trefoil.cli.demo;

import dev.trefoil.cli.console.Console;
import dev.trefoil.cli.console.Emphasis;
import java.util.ArrayList;
import java.util.List;

/** Tells the demo act by act: what happens, and why it matters. At most 80 columns wide. */
final class Story {

    private static final int WIDTH = 78;

    private final Console console;
    private int act;

    Story(Console console) {
        this.console = console;
    }

    /** Begins a new act. */
    void act(String title, String why) {
        act++;
        console.narrate("");
        console.narrate(Emphasis.strong(act + ". " + title));
        say(why);
    }

    /** A paragraph, wrapped and indented. */
    void say(String text) {
        wrap(text, WIDTH).forEach(line -> console.narrate("  " + line));
    }

    /** A line as it is, indented. */
    void line(String text) {
        console.narrate("  " + text);
    }

    /** Breaks a text between words into lines of at most {@code width} characters, where words allow. */
    static List<String> wrap(String text, int width) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : text.split(" ", -1)) {
            if (line.length() > 0 && line.length() + 1 + word.length() > width) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.length() == 0 ? "" : " ").append(word);
        }
        lines.add(line.toString());
        return lines;
    }
}
