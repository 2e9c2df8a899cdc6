package dev.serai.provider.gmail;

/** What the hub asks of Gmail, by the names that Camel's component has for it. */
enum GmailOperation {
    PROFILE("users/getProfile", true),
    LIST("messages/list", true),
    GET("messages/get", true),
    HISTORY("history/list", true),
    SEND("messages/send", false);

    private final String method;
    private final boolean safe;

    GmailOperation(String method, boolean safe) {
        this.method = method;
        this.safe = safe;
    }

    String method() {
        return method;
    }

    /** @return whether twice does no more than once */
    boolean isSafe() {
        return safe;
    }
}
