package io.wattledger.access;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Who may come in: those with a token, or everybody. */
public final class Access {

    private static final String SCHEME = "bearer ";

    /** A secret has 46 characters; no hash is made of more than a header may hold. */
    private static final int LONGEST = 512;

    /** Names of this machine for itself. */
    private static final Pattern LOCAL =
            Pattern.compile("localhost|127\\.\\d+\\.\\d+\\.\\d+|\\[?::1]?", Pattern.CASE_INSENSITIVE);

    private final Optional<Tokens> tokens;
    private final boolean localOnly;

    private Access(Optional<Tokens> tokens, boolean localOnly) {
        this.tokens = tokens;
        this.localOnly = localOnly;
    }

    /** Those with one of the tokens. */
    public static Access with(Tokens tokens) {
        return new Access(Optional.of(tokens), false);
    }

    /** Everybody who reaches it. */
    public static Access open() {
        return new Access(Optional.empty(), false);
    }

    /**
     * Everybody on this machine, by one of its own names: a web page whose name was made to point here (DNS rebinding) comes by
     * another one.
     */
    public static Access local() {
        return new Access(Optional.empty(), true);
    }

    /** Whether it takes requests that were sent to a host of this name. */
    public boolean takesHost(String host) {
        return !localOnly || isLocal(host);
    }

    /** Whether a name is one that only this machine has for itself. */
    public static boolean isLocal(String host) {
        return LOCAL.matcher(host).matches();
    }

    /** Whether there are tokens. */
    public boolean asksForToken() {
        return tokens.isPresent();
    }

    /**
     * Who asks.
     *
     * @param authorization the header of that name
     * @return empty for a token that is unknown, revoked or expired; {@link Viewer#NOBODY} where there is none
     */
    public Optional<Viewer> viewer(Optional<String> authorization, Instant now) {
        if (tokens.isEmpty()) {
            return Optional.of(Viewer.ANYBODY);
        }
        if (authorization.isEmpty()) {
            return Optional.of(Viewer.NOBODY);
        }
        String header = authorization.get();
        if (header.length() > LONGEST || !header.toLowerCase(Locale.ROOT).startsWith(SCHEME)) {
            return Optional.empty();
        }
        return tokens.get().viewer(header.substring(SCHEME.length()).strip(), now);
    }

    /** Whether somebody may have what an endpoint answers. */
    public Verdict judge(Optional<Viewer> viewer, Need need) {
        if (need == Need.NOTHING) {
            return Verdict.ALLOWED;
        }
        if (viewer.isEmpty() || viewer.get().equals(Viewer.NOBODY)) {
            return Verdict.WHO_IS_IT;
        }
        return need.metBy(viewer.get()) ? Verdict.ALLOWED : Verdict.FORBIDDEN;
    }

    /** What is said to somebody. */
    public enum Verdict {
        ALLOWED,
        /** Without a token that is taken nobody may. */
        WHO_IS_IT,
        /** It is known who it is, and that one may not. */
        FORBIDDEN
    }
}
