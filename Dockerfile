# syntax=docker/dockerfile:1

FROM eclipse-temurin:17-jdk AS build
WORKDIR /build
COPY . .
# The cache keeps Maven and the libraries from build to build.
RUN --mount=type=cache,target=/maven \
    MAVEN_USER_HOME=/maven ./mvnw -B -q package -Dmaven.repo.local=/maven/repository -Dmaven.test.skip=true \
    -Dspotless.check.skip=true -Darchive.skip=true
# The JVM's settings are written in one place, pom.xml.
RUN sed -n 's:.*<hub\.jvm\.arguments>\(.*\)</hub\.jvm\.arguments>.*:\1:p' pom.xml > jvm.options \
    && test -s jvm.options

# Of Java only what the hub needs, which is a third of it; with the archive of its classes, so that it starts as fast.
FROM eclipse-temurin:25-jdk AS runtime
RUN jlink --output /runtime --strip-debug --no-man-pages --no-header-files --compress zip-6 --generate-cds-archive \
    --add-modules java.se,jdk.crypto.ec,jdk.jcmd,jdk.jfr,jdk.localedata,jdk.management,jdk.management.agent,jdk.naming.dns,jdk.net,jdk.security.auth,jdk.security.jgss,jdk.unsupported,jdk.zipfs \
    --include-locales en

FROM debian:12-slim
LABEL org.opencontainers.image.title="Serai" \
      org.opencontainers.image.description="A self-hosted integrations hub on Apache Camel" \
      org.opencontainers.image.licenses="Apache-2.0"
RUN useradd --uid 10001 --user-group --no-create-home --home-dir /data --shell /usr/sbin/nologin serai \
    && install --directory --owner=serai --group=serai --mode=0700 /data
COPY --from=runtime /runtime /opt/java
WORKDIR /serai
COPY LICENSE NOTICE ./
# The libraries are a layer that changes only when they do.
COPY --from=build /build/target/lib ./lib
COPY --from=build /build/target/serai.jar ./
COPY --from=build /build/jvm.options ./
COPY routes ./routes
ENV JAVA_HOME=/opt/java \
    PATH=/opt/java/bin:$PATH \
    MALLOC_ARENA_MAX=2 \
    SERAI_DATA_DIR=/data \
    SERVER_PORT=8080 \
    SERAI_LOG_FORMAT=json
USER serai
VOLUME /data
EXPOSE 8080
# bash opens the connection itself, so that the image needs no other program for it.
HEALTHCHECK --interval=5s --timeout=3s --start-period=60s --retries=6 \
    CMD ["bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/$SERVER_PORT && printf 'GET /health HTTP/1.1\\r\\nHost: localhost\\r\\nConnection: close\\r\\n\\r\\n' >&3 && read -r status <&3 && [[ $status == *' 200'* ]]"]
# More options for the JVM can be given in JDK_JAVA_OPTIONS.
ENTRYPOINT ["java", "@jvm.options", "-jar", "serai.jar"]
