package dev.trefoil.cli.lab;

import dev.trefoil.cli.console.OutputOptions;
import dev.trefoil.lab.chord.ChordChapter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code trefoil lab chord}: the chapter about Chord. */
@Command(
        name = "chord",
        header = "Chord against its papers of 2001 and 2003, row by row.",
        description = {
            "Measures how long lookups are, how evenly keys fall on nodes, what virtual nodes do for the balance, and what"
                    + " is lost when nodes die or come and go; for each number it prints the paper's value, the measured"
                    + " one, the tolerance and a verdict, and it writes a report with plots that opens in any browser.",
            "",
            "A row is a line of the papers' results, such as C1: the mean length of a lookup. PASS and FAIL are for rows"
                    + " that decide about success, BETTER for a loss smaller than the paper's, WATCH for rows that are shown"
                    + " only. Exits with 0 if nothing failed,"
                    + " and with 8 if anything did."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  trefoil lab chord                     a few minutes, all rows",
            "  trefoil lab chord --full              the papers' sizes",
            "  trefoil lab chord --rows C1,C4        only what fills these rows",
            "  trefoil lab chord --seed 7 --json     other chance; one JSON object"
        })
public final class ChordLabCommand implements Callable<Integer> {

    @Mixin
    private final ChapterOptions options = new ChapterOptions();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    private final OutputOptions output;

    /** Prints to {@code output}. */
    public ChordLabCommand(OutputOptions output) {
        this.output = output;
    }

    @Override
    public Integer call() throws Exception {
        return new ChapterRun(ChordChapter.create(), options, output.console(), spec.commandLine()).run();
    }
}
