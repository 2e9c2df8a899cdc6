package dev.serai.platform.jolokia;

import java.io.IOException;

/** Somebody asks for more at once than is held in memory. */
final class AnswerTooLarge extends IOException {

    private static final long serialVersionUID = 1L;

    AnswerTooLarge() {
        super("Ask for less at once");
    }
}
