package dev.serai.refusal;

import java.io.Serializable;

/**
 * What is wrong with one field of a request.
 *
 * @param field the field as the caller wrote it, dotted when nested, such as {@code headers.X-Team}
 * @param message what is wrong and what would be right, without the field's name in front
 */
public record FieldFault(String field, String message) implements Serializable {}
