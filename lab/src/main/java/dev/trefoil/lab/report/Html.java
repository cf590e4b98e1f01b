package dev.trefoil.lab.report;

/** Small pieces of HTML. */
final class Html {

    private Html() {}

    /** {@code words} with what means something to HTML written as entities. */
    static String escaped(String words) {
        return words.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    /** An element with text in it. */
    static String element(String tag, String style, String words) {
        String type = style.isEmpty() ? "" : " class=\"" + style + "\"";
        return "<" + tag + type + ">" + escaped(words) + "</" + tag + ">";
    }

    /** A table cell with markup in it. */
    static String cell(String style, String markup) {
        return (style.isEmpty() ? "<td>" : "<td class=\"" + style + "\">") + markup + "</td>";
    }
}
