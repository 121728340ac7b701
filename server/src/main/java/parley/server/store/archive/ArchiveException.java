package parley.server.store.archive;

/** A file that is not a whole, sound export of a version that is known here. The message says where and what. */
public final class ArchiveException extends Exception {

    private static final long serialVersionUID = 1L;

    /** A message for the person who started the import. */
    public ArchiveException(String message) {
        super(message);
    }
}
