package dev.serai.egress;

/** Memory for the bodies of answers, so that many large ones at once can't take all there is. */
@FunctionalInterface
public interface Room {

    /** As much as anybody asks for: the answers' own limits are small. */
    Room ENOUGH = bytes -> true;

    /**
     * Asks for more. It is called while bytes are moved, so it must not wait.
     *
     * @return whether there is so much; it is taken then, also when the answer fails later
     */
    boolean take(int bytes);
}
