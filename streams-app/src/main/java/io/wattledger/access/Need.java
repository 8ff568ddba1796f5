package io.wattledger.access;

/** What one must be to have an answer of an endpoint. */
public enum Need {
    /** Nothing: the answer holds nothing of the books. */
    NOTHING {
        @Override
        boolean metBy(Viewer viewer) {
            return true;
        }
    },
    /** A reader, who sees what is of its teams. */
    READING {
        @Override
        boolean metBy(Viewer viewer) {
            return viewer.role() != Role.INGEST;
        }
    },
    /** A reader of all teams: the answer does not tell them apart. */
    READING_ALL {
        @Override
        boolean metBy(Viewer viewer) {
            return READING.metBy(viewer) && viewer.coversAll();
        }
    },
    /** Somebody who may write events. */
    WRITING {
        @Override
        boolean metBy(Viewer viewer) {
            return viewer.role() != Role.READER;
        }
    };

    abstract boolean metBy(Viewer viewer);
}
