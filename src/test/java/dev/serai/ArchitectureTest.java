package dev.serai;

import static com.tngtech.archunit.base.DescribedPredicate.alwaysTrue;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** The rules of DESIGN.md, «Architecture»: who may know whom, and how classes are made. */
class ArchitectureTest {

    private static final String ROOT = "dev.serai";
    private static final JavaClasses HUB = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(ROOT);

    /** The providers' form, which others build on, and each provider, which builds on others, are features of their own. */
    private static final SliceAssignment FEATURES = new SliceAssignment() {
        private static final Pattern FEATURE = Pattern.compile("dev\\.serai\\.(provider(?:\\.\\w+)?|\\w+)(?:\\..*)?");

        @Override
        public SliceIdentifier getIdentifierOf(JavaClass type) {
            Matcher feature = FEATURE.matcher(type.getPackageName());
            return feature.matches() ? SliceIdentifier.of(feature.group(1)) : SliceIdentifier.ignore();
        }

        @Override
        public String getDescription() {
            return "features";
        }
    };

    @Test
    void nothingDependsOnTheApi() {
        holds(noClasses()
                .that()
                .resideOutsideOfPackage("dev.serai.api..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.serai.api.."));
    }

    @Test
    void nothingButTheProgramItselfDependsOnTheWiring() {
        holds(noClasses()
                .that()
                .resideOutsideOfPackage("dev.serai.platform..")
                .and()
                .doNotBelongToAnyOf(Serai.class)
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.serai.platform.."));
    }

    @Test
    void theApiReachesVaultAndEgressThroughFeaturesOnly() {
        holds(noClasses()
                .that()
                .resideInAPackage("dev.serai.api..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.serai.vault..", "dev.serai.egress.."));
    }

    @Test
    void theVaultKnowsNoFeature() {
        knowsOnly("dev.serai.vault..", "dev.serai.refusal..");
    }

    @Test
    void theEgressKnowsNoFeature() {
        knowsOnly("dev.serai.egress..", "dev.serai.refusal..");
    }

    @Test
    void refusalsKnowNobody() {
        knowsOnly("dev.serai.refusal..");
    }

    @Test
    void packagesFormNoCycles() {
        holds(slices().matching("dev.serai.(**)").should().beFreeOfCycles());
    }

    @Test
    void featuresFormNoCycles() {
        holds(slices().assignedFrom(FEATURES).should().beFreeOfCycles());
    }

    @Test
    void providersDoNotKnowEachOther() {
        holds(slices().matching("dev.serai.provider.(*)..").should().notDependOnEachOther());
    }

    @Test
    void contractsShareTheEdgeButDoNotKnowEachOther() {
        holds(slices().matching("dev.serai.api.(*)..")
                .should()
                .notDependOnEachOther()
                .ignoreDependency(alwaysTrue(), resideInAPackage("dev.serai.api.edge..")));
    }

    @Test
    void onlyTheEgressReachesOut() {
        DescribedPredicate<JavaClass> clients = resideInAnyPackage(
                        "java.net.http..",
                        "org.apache.hc..",
                        "org.apache.http..",
                        "okhttp3..",
                        "reactor.netty..",
                        "org.eclipse.jetty.client..",
                        "org.springframework.web.client..",
                        "org.springframework.http.client..",
                        "org.springframework.web.reactive.function.client..",
                        "org.springframework.web.service.invoker..")
                .or(named(
                        "java.net.URLConnection",
                        "java.net.HttpURLConnection",
                        "javax.net.ssl.HttpsURLConnection",
                        "java.net.Socket",
                        "java.net.DatagramSocket",
                        "javax.net.SocketFactory",
                        "javax.net.ssl.SSLSocket",
                        "javax.net.ssl.SSLSocketFactory",
                        "java.nio.channels.SocketChannel",
                        "java.nio.channels.AsynchronousSocketChannel",
                        "java.nio.channels.DatagramChannel"));
        holds(noClasses()
                .that()
                .resideOutsideOfPackage("dev.serai.egress..")
                // It reads the requests that Camel's component has written; the client that they are written for sends
                // none.
                .and()
                .doNotHaveFullyQualifiedName("dev.serai.provider.salesforce.GuardedRestClient")
                .should()
                .dependOnClassesThat(clients));
    }

    @Test
    void kafkaIsReachedByTheClientsOfItsOwnPackageAlone() {
        holds(noClasses()
                .that()
                .resideOutsideOfPackage("dev.serai.kafka..")
                .should()
                .dependOnClassesThat(named(
                        "org.apache.kafka.clients.producer.KafkaProducer",
                        "org.apache.kafka.clients.consumer.KafkaConsumer",
                        "org.apache.kafka.clients.admin.Admin",
                        "org.apache.kafka.clients.admin.AdminClient")));
    }

    @Test
    void onlyTheEgressOpensUrls() {
        holds(noClasses()
                .that()
                .resideOutsideOfPackage("dev.serai.egress..")
                .should()
                .callMethodWhere(calls("java.net.URL", Set.of("openStream", "openConnection", "getContent"))));
    }

    @Test
    void onlyTheEgressLooksNamesUp() {
        holds(noClasses()
                .that()
                .resideOutsideOfPackage("dev.serai.egress..")
                .should()
                .callMethodWhere(calls("java.net.InetAddress", Set.of("getByName", "getAllByName"))));
    }

    @Test
    void noClassOrPackageHasAHollowName() {
        holds(classes().should(new ArchCondition<>("have a name that says its job") {
            private static final Pattern HOLLOW_CLASS =
                    Pattern.compile(".*(Util|Utils|Utility|Helper|Helpers|Manager|Impl|Common|Misc)");
            private static final Pattern HOLLOW_PACKAGE =
                    Pattern.compile(".*\\.(util|utils|helper|helpers|common|misc|manager|impl)(\\..*)?");

            @Override
            public void check(JavaClass type, ConditionEvents events) {
                boolean hollow = HOLLOW_CLASS.matcher(type.getSimpleName()).matches()
                        || HOLLOW_PACKAGE.matcher(type.getPackageName()).matches();
                events.add(new SimpleConditionEvent(type, !hollow, type.getName()));
            }
        }));
    }

    @Test
    void everyPackageIsNullMarked() {
        holds(classes().should(new ArchCondition<>("be in a package with @NullMarked") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                boolean marked = type.getPackage().isAnnotatedWith(NullMarked.class);
                events.add(new SimpleConditionEvent(type, marked, type.getPackageName() + " is not @NullMarked"));
            }
        }));
    }

    @Test
    void nothingIsInjectedIntoFields() {
        for (String annotation : new String[] {
            "org.springframework.beans.factory.annotation.Autowired",
            "org.springframework.beans.factory.annotation.Value",
            "jakarta.inject.Inject",
            "jakarta.annotation.Resource",
            "jakarta.persistence.PersistenceContext",
            "jakarta.persistence.PersistenceUnit",
            "org.apache.camel.BeanInject",
            "org.apache.camel.EndpointInject",
            "org.apache.camel.Produce",
            "org.apache.camel.PropertyInject"
        }) {
            holds(fields().should().notBeAnnotatedWith(annotation));
        }
    }

    @Test
    void nobodyUsesTheDatesOfOldJava() {
        holds(noClasses()
                .should()
                .dependOnClassesThat(named(
                        "java.util.Date", "java.util.Calendar", "java.util.TimeZone", "java.text.SimpleDateFormat")));
    }

    @Test
    void theTimeComesFromTheInjectedClock() {
        Set<String> moments = Set.of(
                "java.time.Instant",
                "java.time.LocalDate",
                "java.time.LocalDateTime",
                "java.time.LocalTime",
                "java.time.OffsetDateTime",
                "java.time.OffsetTime",
                "java.time.ZonedDateTime",
                "java.time.Year",
                "java.time.YearMonth");
        DescribedPredicate<JavaCall<?>> withoutClock = DescribedPredicate.describe(
                "read the machine's clock", call -> switch (call.getTarget().getName()) {
                    case "now" ->
                        moments.contains(call.getTargetOwner().getName())
                                && call.getTarget().getRawParameterTypes().stream()
                                        .noneMatch(type -> type.isEquivalentTo(java.time.Clock.class));
                    case "currentTimeMillis" -> call.getTargetOwner().isEquivalentTo(System.class);
                    default ->
                        call.getTargetOwner().isEquivalentTo(java.time.Clock.class)
                                && call.getTarget().getName().startsWith("system");
                });
        holds(noClasses()
                .that()
                .resideOutsideOfPackage("dev.serai.platform..")
                .should()
                .callMethodWhere(withoutClock));
    }

    @Test
    void nobodySleeps() {
        holds(noClasses().should().callMethodWhere(calls("java.lang.Thread", Set.of("sleep"))));
    }

    private static void knowsOnly(String packages, String... others) {
        String[] known = new String[others.length + 1];
        known[0] = packages;
        System.arraycopy(others, 0, known, 1, others.length);
        holds(noClasses()
                .that()
                .resideInAPackage(packages)
                .should()
                .dependOnClassesThat(
                        resideInAPackage(ROOT + "..").and(DescribedPredicate.not(resideInAnyPackage(known)))));
    }

    private static DescribedPredicate<JavaClass> named(String... names) {
        Set<String> wanted = Set.of(names);
        return DescribedPredicate.describe(
                "are one of " + wanted,
                type -> wanted.contains(type.getBaseComponentType().getName()));
    }

    private static DescribedPredicate<JavaCall<?>> calls(String owner, Set<String> methods) {
        return DescribedPredicate.describe(
                "call " + owner + "." + methods,
                call -> call.getTargetOwner().getName().equals(owner)
                        && methods.contains(call.getTarget().getName()));
    }

    /** A rule about something that is not there yet holds. */
    private static void holds(ArchRule rule) {
        rule.allowEmptyShould(true).check(HUB);
    }
}
