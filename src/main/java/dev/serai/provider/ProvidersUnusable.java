package dev.serai.provider;

/** Providers' files can't be used, and the hub can't start. The message names every fault with its place. */
final class ProvidersUnusable extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ProvidersUnusable(String message) {
        super(message);
    }
}
