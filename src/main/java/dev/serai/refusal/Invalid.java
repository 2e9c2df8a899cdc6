package dev.serai.refusal;

import java.util.List;

/** Values that the hub can't take. Names the fields, so that each contract can point at them. */
public final class Invalid extends Refusal {

    private static final long serialVersionUID = 1L;

    private final List<FieldFault> faults;

    /**
     * Refuses one value.
     *
     * @param field the field as the caller wrote it, dotted when nested, such as {@code headers.X-Team}
     * @param message what is wrong and what would be right, without the field's name in front
     */
    public Invalid(String field, String message) {
        this(List.of(new FieldFault(field, message)));
    }

    /**
     * Refuses several values.
     *
     * @param faults at least one; contracts that point at one field only point at the first
     */
    public Invalid(List<FieldFault> faults) {
        super(faults.get(0).message());
        this.faults = List.copyOf(faults);
    }

    /** @return the first field at fault, as the caller wrote it */
    public String field() {
        return faults.get(0).field();
    }

    /** @return every field at fault */
    public List<FieldFault> faults() {
        return faults;
    }
}
