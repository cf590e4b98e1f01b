package dev.trefoil.lab;

import java.io.Serializable;
import java.util.Comparator;

/** The order of row names: C2 before C10. */
final class RowOrder implements Comparator<String>, Serializable {

    private static final long serialVersionUID = 1;

    @Override
    public int compare(String first, String second) {
        int letters = letters(first).compareTo(letters(second));
        return letters != 0 ? letters : Integer.compare(number(first), number(second));
    }

    private static String letters(String name) {
        return name.replaceAll("[0-9]+$", "");
    }

    private static int number(String name) {
        String digits = name.substring(letters(name).length());
        return digits.isEmpty() ? 0 : Integer.parseInt(digits);
    }
}
