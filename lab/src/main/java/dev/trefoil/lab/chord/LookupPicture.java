package dev.trefoil.lab.chord;

import dev.trefoil.Key;
import dev.trefoil.KeySpace;
import dev.trefoil.NodeRef;
import dev.trefoil.chord.Chord;
import dev.trefoil.lab.Bench;
import dev.trefoil.lab.ring.Hosts;
import dev.trefoil.lab.ring.StillRing;
import dev.trefoil.spi.Census;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.random.RandomGenerator;

/** A drawing of one lookup on a ring of 64 nodes: what the first node knows, and how the query halves the way. */
final class LookupPicture {

    private static final int NODES = 64;
    private static final int KEYS_TRIED = 400;
    private static final int HOPS_WANTED = 5;
    private static final double RADIUS = 130;

    private final StringBuilder svg = new StringBuilder();

    private LookupPicture() {}

    /** The drawing, as an SVG element that takes its colours from the page. */
    static String draw(Bench bench) {
        RandomGenerator random = bench.random("lookup picture");
        Census members = new Hosts(random).census(NODES, 1);
        StillRing ring = new StillRing(new Chord(ChordSettings.withSuccessors(ChordSettings.ONE_SUCCESSOR)), members);
        NodeRef start = members.get(random.nextInt(NODES));
        Key key = KeySpace.FULL.random(random);
        StillRing.Walk walk = ring.walk(start, key);
        for (int i = 0; i < KEYS_TRIED && walk.hops() != HOPS_WANTED; i++) {
            key = KeySpace.FULL.random(random);
            walk = ring.walk(start, key);
        }
        return new LookupPicture().draw(members, fingers(ring, start, random), walk, key);
    }

    /** Whom {@code start} would ask first for many keys: its fingers. */
    private static Set<NodeRef> fingers(StillRing ring, NodeRef start, RandomGenerator random) {
        Set<NodeRef> fingers = new LinkedHashSet<>();
        for (int i = 0; i < KEYS_TRIED; i++) {
            List<NodeRef> path = ring.walk(start, KeySpace.FULL.random(random)).path();
            if (path.size() > 1) {
                fingers.add(path.get(1));
            }
        }
        return fingers;
    }

    private String draw(Census members, Set<NodeRef> fingers, StillRing.Walk walk, Key key) {
        svg.append(
                "<svg class=\"lookup\" xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"-165 -165 330 330\" role=\"img\""
                        + " aria-label=\"One lookup on a ring of 64 nodes\">\n");
        add("<circle class=\"round\" cx=\"0\" cy=\"0\" r=\"%.0f\"/>", RADIUS);
        NodeRef start = walk.path().get(0);
        fingers.forEach(finger -> arc("finger", start.id(), finger.id()));
        for (int i = 1; i < walk.path().size(); i++) {
            arc("hop", walk.path().get(i - 1).id(), walk.path().get(i).id());
        }
        members.forEach(member -> dot("node", member.id(), 3));
        walk.path().forEach(stop -> dot("stop", stop.id(), 5.5));
        dot("root", walk.root().id(), 7);
        dot("key", key, 4);
        label(start.id(), "start");
        label(key, "key");
        return svg.append("</svg>").toString();
    }

    private void arc(String style, Key from, Key to) {
        double pull = 0.35;
        add(
                "<path class=\"%s\" d=\"M%.1f %.1fQ%.1f %.1f %.1f %.1f\"/>",
                style,
                x(from, RADIUS),
                y(from, RADIUS),
                pull * (x(from, RADIUS) + x(to, RADIUS)) / 2,
                pull * (y(from, RADIUS) + y(to, RADIUS)) / 2,
                x(to, RADIUS),
                y(to, RADIUS));
    }

    private void dot(String style, Key point, double radius) {
        add(
                "<circle class=\"%s\" cx=\"%.1f\" cy=\"%.1f\" r=\"%.1f\"/>",
                style, x(point, RADIUS), y(point, RADIUS), radius);
    }

    private void label(Key point, String words) {
        add(
                "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"middle\">%s</text>",
                x(point, RADIUS + 20), y(point, RADIUS + 20) + 4, words);
    }

    private void add(String form, Object... values) {
        svg.append(String.format(Locale.ROOT, form, values)).append('\n');
    }

    private static double x(Key point, double radius) {
        return radius * Math.sin(angle(point));
    }

    private static double y(Key point, double radius) {
        return -radius * Math.cos(angle(point));
    }

    /** Zero is at the top; the circle runs clockwise. */
    private static double angle(Key point) {
        return 2 * Math.PI * (point.high() >>> 11) / (double) (1L << 53);
    }
}
