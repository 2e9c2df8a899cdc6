package dev.serai.api.edge;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.camel.component.rest.openapi.RestOpenApiEndpoint;
import org.apache.camel.impl.engine.DefaultResourceLoader;
import org.apache.camel.spi.EndpointStrategy;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.ResourceResolverSupport;
import org.apache.camel.support.ResourceSupport;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Has Camel read the contracts of the hub by their outlines. A contract that somebody added to the routes is read as it
 * stands.
 */
@Configuration(proxyBeanMethods = false)
class OutlinedContracts {

    private static final String SCHEME = "contract-outline";

    /** Camel asks it about each endpoint that comes to be. */
    @Bean
    EndpointStrategy contractsByOutline(Contracts contracts) {
        return (uri, endpoint) -> {
            if (endpoint instanceof RestOpenApiEndpoint contract) {
                String file = String.valueOf(contract.getSpecificationUri());
                if (contracts.outline(file).isPresent()) {
                    contract.setSpecificationUri(SCHEME + ":" + file);
                }
            }
            return endpoint;
        };
    }

    @Bean(DefaultResourceLoader.RESOURCE_LOADER_KEY_PREFIX + SCHEME)
    ResourceResolverSupport outlines(Contracts contracts) {
        return new ResourceResolverSupport(SCHEME) {
            @Override
            protected Resource createResource(String location, String file) {
                return new Outline(location, contracts.outline(file));
            }
        };
    }

    /** An outline as Camel reads it. */
    private static final class Outline extends ResourceSupport {

        private final Optional<String> text;

        Outline(String location, Optional<String> text) {
            super(SCHEME, location);
            this.text = text;
        }

        @Override
        public boolean exists() {
            return text.isPresent();
        }

        @Override
        public InputStream getInputStream() {
            return new ByteArrayInputStream(text.orElseThrow().getBytes(StandardCharsets.UTF_8));
        }
    }
}
