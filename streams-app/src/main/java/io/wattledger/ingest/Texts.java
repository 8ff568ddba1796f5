package io.wattledger.ingest;

/** What a string may hold. */
final class Texts {

    private Texts() {}

    /** Half of a surrogate pair becomes a question mark in UTF-8, and two names the same. */
    static boolean hasLoneSurrogate(String text) {
        return text.codePoints().anyMatch(Texts::isSurrogate);
    }

    /** Whether CloudEvents allows it as the value of an attribute (CloudEvents 1.0.2, type system, String). */
    static boolean isAttribute(String text) {
        return text.codePoints().noneMatch(point -> isSurrogate(point) || Character.isISOControl(point));
    }

    private static boolean isSurrogate(int point) {
        return point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE;
    }
}
