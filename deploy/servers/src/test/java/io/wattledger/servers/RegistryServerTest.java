package io.wattledger.servers;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RegistryServerTest {
    private static final String HOME = System.getProperty(RegistryServer.HOME_PROPERTY);

    @TempDir
    Path folder;

    @AfterEach
    void restoreHome() {
        System.setProperty(RegistryServer.HOME_PROPERTY, HOME);
    }

    @Test
    void shouldAskForItsHome() {
        System.clearProperty(RegistryServer.HOME_PROPERTY);
        assertThatThrownBy(() -> RegistryServer.start(folder, 0))
                .isInstanceOf(ServerStartException.class)
                .hasMessageContaining("wattledger.registry.home is not set");
    }

    @Test
    void shouldSayThatItsHomeHoldsNoProgram() {
        System.setProperty(RegistryServer.HOME_PROPERTY, folder.toString());
        assertThatThrownBy(() -> RegistryServer.start(folder, 0))
                .isInstanceOf(ServerStartException.class)
                .hasMessageContaining("no *-runner.jar in " + folder);
    }

    @Test
    void shouldRefuseAFolderThatItsDatabaseCannotName() {
        assertThatThrownBy(() -> RegistryServer.start(folder.resolve("a;b"), 0))
                .isInstanceOf(ServerStartException.class)
                .hasMessageContaining("a;b");
    }
}
