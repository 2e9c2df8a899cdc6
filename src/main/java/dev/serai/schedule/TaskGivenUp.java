package dev.serai.schedule;

/** A task failed for the last time: it is not tried again, and kept until somebody has it tried anew. */
public class TaskGivenUp extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * @param message why, without secrets: it is kept and logged
     * @param cause the last failure
     */
    public TaskGivenUp(String message, Throwable cause) {
        super(message, cause);
    }
}
