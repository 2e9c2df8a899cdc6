package dev.serai.vault;

/**
 * A keyset given as a setting. It can't change while the hub runs.
 *
 * @param json Tink's JSON form, in clear
 */
record GivenKeyset(String json) implements KeysetOrigin {

    @Override
    public String name() {
        return "serai.vault.keyset (SERAI_VAULT_KEYSET)";
    }

    @Override
    public void prepare() {
        // It is there: the operator gave it.
    }

    @Override
    public String read() {
        return json;
    }

    @Override
    public String toString() {
        return "GivenKeyset[json=********]";
    }
}
