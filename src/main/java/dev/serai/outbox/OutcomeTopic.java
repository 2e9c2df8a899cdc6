package dev.serai.outbox;

/** What outcomes are about; each has a topic of its own. */
public enum OutcomeTopic {
    /** How deliveries ended. */
    DELIVERIES("deliveries"),
    /** Deliveries that failed for good. */
    DEAD_LETTERS("dead-letters"),
    /** What becomes of connections. */
    CONNECTIONS("connections"),
    /** What came of syncs. */
    SYNCS("syncs");

    private final String word;

    OutcomeTopic(String word) {
        this.word = word;
    }

    /** @return the name by which routes and the database know it */
    public String word() {
        return word;
    }

    /** @throws IllegalArgumentException when there is none of this name */
    static OutcomeTopic of(String word) {
        for (OutcomeTopic topic : values()) {
            if (topic.word.equals(word)) {
                return topic;
            }
        }
        throw new IllegalArgumentException(
                "there are no outcomes '" + word + "'; there are deliveries, dead-letters, connections and syncs");
    }
}
