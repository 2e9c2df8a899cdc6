package dev.serai.trace;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Reads messages in the wire format of Protocol Buffers, without knowing what they are. */
final class Wire {

    private Wire() {}

    /**
     * A field of a message.
     *
     * @param value what a number is worth; 0 for others
     * @param bytes what any other holds, which may be a message again
     */
    record Field(int number, long value, byte[] bytes) {

        /** @return the fields of this number in the message that this one holds */
        List<Field> fields(int wanted) {
            return read(bytes).stream().filter(field -> field.number == wanted).toList();
        }

        String text(int wanted) {
            return new String(fields(wanted).get(0).bytes, StandardCharsets.UTF_8);
        }

        long number(int wanted) {
            return fields(wanted).stream().mapToLong(Field::value).findFirst().orElse(0);
        }
    }

    static List<Field> read(byte[] message) {
        ByteBuffer left = ByteBuffer.wrap(message).order(ByteOrder.LITTLE_ENDIAN);
        List<Field> fields = new ArrayList<>();
        while (left.hasRemaining()) {
            int tag = (int) varint(left);
            int number = tag >>> 3;
            fields.add(
                    switch (tag & 7) {
                        case 0 -> new Field(number, varint(left), new byte[0]);
                        case 1 -> new Field(number, left.getLong(), new byte[0]);
                        case 2 -> {
                            byte[] bytes = new byte[(int) varint(left)];
                            left.get(bytes);
                            yield new Field(number, 0, bytes);
                        }
                        case 5 -> new Field(number, left.getInt(), new byte[0]);
                        default -> throw new IllegalArgumentException("not the wire format");
                    });
        }
        return fields;
    }

    private static long varint(ByteBuffer left) {
        long value = 0;
        for (int shift = 0; ; shift += 7) {
            byte next = left.get();
            value |= (long) (next & 0x7f) << shift;
            if (next >= 0) {
                return value;
            }
        }
    }
}
