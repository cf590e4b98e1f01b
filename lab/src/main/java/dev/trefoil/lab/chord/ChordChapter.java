package dev.trefoil.lab.chord;

import dev.trefoil.chord.Chord;
import dev.trefoil.lab.Chapter;
import java.util.List;

/** All experiments with Chord. */
public final class ChordChapter {

    private ChordChapter() {}

    /** The chapter, with this project's Chord. */
    public static Chapter create() {
        return with(Chord::new);
    }

    /** The chapter, with the Chord that {@code overlays} makes. */
    static Chapter with(Overlays overlays) {
        return new Chapter(
                "chord",
                "Chord, measured against its papers",
                "Chord places nodes and keys on a circle; a key lives at the first node at or after it, and every node keeps"
                        + " shortcuts that reach half, a quarter, an eighth of the way round. The papers of 2001 and 2003"
                        + " promise short lookups, a fair share of the keys for everybody, and a ring that holds while nodes"
                        + " fail and come. This page measures Trefoil's own Chord, the code that runs on real networks,"
                        + " against every figure and table of those papers.",
                LookupPicture::draw,
                List.of(
                        new PathLength(overlays),
                        new LoadBalance(overlays),
                        new VirtualNodes(overlays),
                        new MassFailure(overlays),
                        new BeforeRepair(overlays),
                        new Churning(overlays),
                        new NoRetry(overlays),
                        new Styles(overlays),
                        new ServerSelection(overlays),
                        new Beyond(overlays)));
    }
}
