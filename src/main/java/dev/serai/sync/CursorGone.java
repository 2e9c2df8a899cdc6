package dev.serai.sync;

/** A provider does not know a cursor any more, so that everything has to be read anew. */
public class CursorGone extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Says so. */
    public CursorGone() {
        super("The provider does not know the cursor any more");
    }
}
