package dev.serai.api.callnfy;

/**
 * What the contract wraps every answer with data in.
 *
 * @param success always true
 */
record Success(boolean success, Object data) {

    static Success with(Object data) {
        return new Success(true, data);
    }
}
