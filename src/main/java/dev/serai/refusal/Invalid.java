package dev.serai.refusal;

/** A value that the hub can't take. Names the field, so that each contract can point at it. */
public final class Invalid extends Refusal {

    private static final long serialVersionUID = 1L;

    private final String field;

    /**
     * @param field the field as the caller wrote it, dotted when nested, such as {@code headers.X-Team}
     * @param message what is wrong and what would be right, without the field's name in front
     */
    public Invalid(String field, String message) {
        super(message);
        this.field = field;
    }

    /** @return the field at fault, as the caller wrote it */
    public String field() {
        return field;
    }
}
