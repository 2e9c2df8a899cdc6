package dev.serai.provider;

import com.fasterxml.jackson.core.JsonPointer;
import org.jspecify.annotations.Nullable;

/**
 * How a provider hands out long lists.
 *
 * @param style how the next page is asked for
 * @param items where a page's items stand in the answer; null: the answer is the list, or each data type says it
 * @param next where the answer has the next page's cursor or address; null: the style needs none
 * @param parameter the parameter that asks for the next page; null: the style needs none
 * @param sizeParameter the parameter for how many items a page has; null: it can't be asked for
 * @param size how many items to ask for at most; null: the provider decides
 * @param inBody whether the parameters stand in the JSON body and not in the query
 */
public record Paging(
        Style style,
        @Nullable JsonPointer items,
        @Nullable JsonPointer next,
        @Nullable String parameter,
        @Nullable String sizeParameter,
        @Nullable Integer size,
        boolean inBody) {

    /** How the next page is asked for. */
    public enum Style {
        /** By a cursor from the answer, in a parameter; no cursor: the end. */
        CURSOR,
        /** By the address that stands in the answer; no address: the end. */
        LINK,
        /** By how many items came before; a page that is not full: the end. */
        OFFSET,
        /** By the page's number, from 1; a page that is not full: the end. */
        NUMBER
    }
}
