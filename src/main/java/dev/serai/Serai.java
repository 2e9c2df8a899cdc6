package dev.serai;

import dev.serai.platform.launch.OptimizingCompiler;
import dev.serai.platform.launch.OwnSettings;
import dev.serai.platform.routes.CheckRoutes;
import dev.serai.vault.RotateVaultKey;
import java.util.List;
import java.util.Optional;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** The hub: one program that takes events in, keeps connections to providers, and delivers webhooks. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class Serai {

    /**
     * @param arguments none to run the hub, {@value RotateVaultKey#NAME} to give its vault a new key, or
     *     {@value CheckRoutes#NAME} to have the routes checked
     */
    public static void main(String[] arguments) {
        if (arguments.length > 0 && arguments[0].equals(RotateVaultKey.NAME)) {
            System.exit(RotateVaultKey.run(System.getenv(), System.out, System.err));
        }
        if (arguments.length > 0 && arguments[0].equals(CheckRoutes.NAME)) {
            System.exit(CheckRoutes.run(List.of(arguments).subList(1, arguments.length), System.out));
        }
        OwnSettings.take(arguments);
        Optional<OptimizingCompiler> compiler = OptimizingCompiler.stepBack();
        try {
            SpringApplication.run(Serai.class, arguments);
        } catch (RuntimeException failed) {
            // Told by Spring already. What had started by then must not keep a hub alive that is none.
            System.exit(1);
        }
        compiler.ifPresent(OptimizingCompiler::comeForward);
    }
}
