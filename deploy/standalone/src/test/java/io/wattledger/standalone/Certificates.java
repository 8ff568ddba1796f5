package io.wattledger.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;

/** A certificate authority of the tests, made by the JDK's keytool. */
final class Certificates {

    static final String PASSWORD = "of all keystores";

    private final Path folder;
    private final Path all;

    Certificates(Path folder, String distinguishedName) throws IOException, InterruptedException {
        this.folder = Files.createDirectories(folder);
        this.all = folder.resolve("authority.p12");
        keytool("authority", distinguishedName, List.of("-ext", "bc:c"));
    }

    /** A keystore with a key and the certificate that the authority has signed for it, for 127.0.0.1. */
    Path signed(String alias, String distinguishedName)
            throws IOException, InterruptedException, GeneralSecurityException {
        keytool(
                alias,
                distinguishedName,
                List.of("-signer", "authority", "-signerkeypass", PASSWORD, "-ext", "SAN=dns:localhost,ip:127.0.0.1"));
        KeyStore from = load(all);
        KeyStore own = empty();
        own.setKeyEntry(
                alias,
                from.getKey(alias, PASSWORD.toCharArray()),
                PASSWORD.toCharArray(),
                from.getCertificateChain(alias));
        return store(own, alias + ".p12");
    }

    /** What believes the authority. */
    Path truststore() throws IOException, GeneralSecurityException {
        KeyStore trusted = empty();
        trusted.setCertificateEntry("authority", load(all).getCertificate("authority"));
        return store(trusted, "truststore.p12");
    }

    private void keytool(String alias, String distinguishedName, List<String> more)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                alias,
                "-keyalg",
                "EC",
                "-dname",
                distinguishedName,
                "-validity",
                "2",
                "-storetype",
                "PKCS12",
                "-keystore",
                all.toString(),
                "-storepass",
                PASSWORD));
        command.addAll(more);
        Programs.Ran ran = Programs.run(folder, command, "");
        assertThat(ran.status()).as(ran.output()).isZero();
    }

    private static KeyStore empty() throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        return store;
    }

    private static KeyStore load(Path file) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (var in = Files.newInputStream(file)) {
            store.load(in, PASSWORD.toCharArray());
        }
        return store;
    }

    private Path store(KeyStore store, String name) throws IOException, GeneralSecurityException {
        Path file = folder.resolve(name);
        try (var out = Files.newOutputStream(file)) {
            store.store(out, PASSWORD.toCharArray());
        }
        return file;
    }
}
