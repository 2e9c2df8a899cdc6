package dev.serai.tenancy;

import com.nimbusds.jose.jwk.source.ImmutableSecret;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.jose.jws.MacAlgorithm;
import org.springframework.security.oauth2.jwt.JwtClaimNames;
import org.springframework.security.oauth2.jwt.JwtClaimValidator;
import org.springframework.security.oauth2.jwt.JwtEncoder;
import org.springframework.security.oauth2.jwt.JwtValidators;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.oauth2.jwt.NimbusJwtEncoder;
import org.springframework.security.oauth2.jwt.SupplierJwtDecoder;

/** Puts together what reads and writes tokens. */
@Configuration(proxyBeanMethods = false)
class TokenConfiguration {

    @Bean
    BearerTokens bearerTokens(SigningKey key, TokenProperties properties) {
        NimbusJwtDecoder own = NimbusJwtDecoder.withSecretKey(key.key())
                .macAlgorithm(MacAlgorithm.HS256)
                .build();
        own.setJwtValidator(JwtValidators.createDefault());
        if (!TokenProperties.isGiven(properties.issuerUri())) {
            return new BearerTokens(own, null, null);
        }
        String issuer = properties.issuerUri();
        // Asked for its keys when its first token comes, so that an issuer that is down does not keep the hub down.
        return new BearerTokens(own, issuer, new SupplierJwtDecoder(() -> issuerDecoder(issuer, properties)));
    }

    private static NimbusJwtDecoder issuerDecoder(String issuer, TokenProperties properties) {
        NimbusJwtDecoder decoder = NimbusJwtDecoder.withIssuerLocation(issuer).build();
        decoder.setJwtValidator(
                TokenProperties.isGiven(properties.audience())
                        ? new DelegatingOAuth2TokenValidator<>(
                                JwtValidators.createDefaultWithIssuer(issuer),
                                new JwtClaimValidator<List<String>>(
                                        JwtClaimNames.AUD,
                                        audience -> audience != null && audience.contains(properties.audience())))
                        : JwtValidators.createDefaultWithIssuer(issuer));
        return decoder;
    }

    @Bean
    JwtEncoder ownTokenEncoder(SigningKey key) {
        return new NimbusJwtEncoder(new ImmutableSecret<>(key.key()));
    }
}
