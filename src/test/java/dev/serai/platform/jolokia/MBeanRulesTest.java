package dev.serai.platform.jolokia;

import static org.assertj.core.api.Assertions.assertThat;

import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the two rights may do with the hub's MBeans. Each line is something that must stay as it is. */
class MBeanRulesTest {

    private final MBeanRules watching = new MBeanRules(false);
    private final MBeanRules operating = new MBeanRules(true);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "com.sun.management:type=DiagnosticCommand|compilerDirectivesAdd",
                "com.sun.management:type=DiagnosticCommand|vmSystemProperties",
                "com.sun.management:type=DiagnosticCommand|jvmtiAgentLoad",
                "com.sun.management:type=HotSpotDiagnostic|dumpHeap",
                "com.sun.management:type=HotSpotDiagnostic|setVMOption",
                "JMImplementation:type=MBeanServerDelegate|anything",
                "java.util.logging:type=Logging|setLoggerLevel",
                "jdk.management.jfr:type=FlightRecorder|copyTo",
                "com.zaxxer.hikari:name=dataSource,type=HikariDataSource|setPassword",
                "java.lang:type=Memory|gc",
                "java.lang:type=Threading|dumpAllThreads",
                "jolokia:type=Config|debug",
                "org.apache.camel:type=context|sendBody",
                "org.apache.camel:type=context|sendBody(java.lang.String,java.lang.Object)",
                "org.apache.camel:type=context|sendStringBody",
                "org.apache.camel:type=context|sendBodyAndHeaders",
                "org.apache.camel:type=context|requestBody",
                "org.apache.camel:type=context|requestStringBody",
                "org.apache.camel:type=context|requestBodyAndHeaders",
                "org.apache.camel:type=context|createEndpoint",
                "org.apache.camel:type=context|removeEndpoints",
                "org.apache.camel:type=context|addOrUpdateRoutesFromXml",
                "org.apache.camel:type=context|setGlobalOption",
                "org.apache.camel:type=context|getGlobalOption",
                "org.apache.camel:type=context|stop",
                "org.apache.camel:type=context|suspend()",
                "org.apache.camel:type=context|restart()",
                "org.apache.camel:type=context|startAllRoutes",
                "org.apache.camel:type=context|dumpRoutesAsXml",
                "org.apache.camel:type=context|dumpRoutesAsXml(boolean)",
                "org.apache.camel:type=context|dumpRoutesAsXml(boolean,boolean)",
                "org.apache.camel:type=context|dumpRoutesAsYaml(boolean)",
                "org.apache.camel:type=routes|dumpRouteAsXml(boolean)",
                "org.apache.camel:type=routes|dumpRouteAsYaml(boolean,boolean)",
                "org.apache.camel:type=routes|updateRouteFromXml",
                "org.apache.camel:type=routes|remove()",
                "org.apache.camel:type=routes|stopAndFail()",
                "org.apache.camel:type=processors|setExpression",
                "org.apache.camel:type=processors|start()",
                "org.apache.camel:type=processors|stop()",
                "org.apache.camel:type=components|verify",
                "org.apache.camel:type=health|disableById",
                "org.apache.camel:type=tracer|addConditionalBreakpoint",
                "org.apache.camel:type=tracer|validateConditionalBreakpoint",
                "org.apache.camel:type=tracer|evaluateExpressionAtBreakpoint",
                "org.apache.camel:type=tracer|setMessageBodyOnBreakpoint",
                "org.apache.camel:type=tracer|setMessageHeaderOnBreakpoint",
                "org.apache.camel:type=tracer|dumpAllTracedMessagesAsJSon",
                "org.apache.camel:type=tracer|setBodyMaxChars",
                "org.apache.camel:type=services,name=PropertiesComponent|reloadProperties",
                "org.apache.camel:type=services,name=GlobalVariableRepository|variables",
                "org.apache.camel:type=services,name=DefaultInflightRepository|stop",
                "org.apache.camel:type=services,name=DefaultAsyncProcessorAwaitManager|interrupt",
            })
    void nobodyMay(String mbean, String operation) throws MalformedObjectNameException {
        assertThat(operating.mayInvoke(new ObjectName(mbean), operation)).isFalse();
        assertThat(watching.mayInvoke(new ObjectName(mbean), operation)).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "org.apache.camel:type=routes|start()",
                "org.apache.camel:type=routes|stop()",
                "org.apache.camel:type=routes|stop(long)",
                "org.apache.camel:type=routes|suspend()",
                "org.apache.camel:type=routes|resume()",
                "org.apache.camel:type=routes|reset()",
                "org.apache.camel:type=routegroups|stop",
                "org.apache.camel:type=tracer|setEnabled",
                "org.apache.camel:type=tracer|addBreakpoint",
                "org.apache.camel:type=tracer|resumeAll",
                "org.apache.camel:type=tracer|dumpAllTracedMessagesAsXml()",
                "org.apache.camel:type=tracer|dumpTracedMessagesAsXml(java.lang.String)",
            })
    void whoOperatesMayAndWhoWatchesMayNot(String mbean, String operation) throws MalformedObjectNameException {
        assertThat(operating.mayInvoke(new ObjectName(mbean), operation)).isTrue();
        assertThat(watching.mayInvoke(new ObjectName(mbean), operation)).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "org.apache.camel:type=context|dumpRoutesAsXml()",
                "org.apache.camel:type=context|dumpRoutesStatsAsXml",
                "org.apache.camel:type=routes|dumpRouteAsXml()",
                "org.apache.camel:type=services,name=DefaultInflightRepository|browse()",
            })
    void whoWatchesMay(String mbean, String operation) throws MalformedObjectNameException {
        assertThat(watching.mayInvoke(new ObjectName(mbean), operation)).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "java.lang:type=Runtime|SystemProperties",
                "java.lang:type=Runtime|InputArguments",
                "java.lang:type=Runtime|ClassPath",
                "com.zaxxer.hikari:name=dataSource,type=HikariDataSource|Password",
                "com.zaxxer.hikari:name=dataSource,type=HikariDataSource|JdbcUrl",
                "com.zaxxer.hikari:name=dataSource,type=HikariDataSource|DataSourceProperties",
                "org.apache.camel:type=context|GlobalOptions",
                "org.springframework.boot:type=Endpoint,name=Env|anything",
            })
    void nobodyReads(String mbean, String attribute) throws MalformedObjectNameException {
        assertThat(operating.mayRead(new ObjectName(mbean), attribute)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "com.sun.management:type=DiagnosticCommand",
                "com.sun.management:type=HotSpotDiagnostic",
                "com.zaxxer.hikari:name=dataSource,type=HikariDataSource",
                "org.apache.camel:type=services,name=PropertiesComponent",
                "org.springframework.boot:type=Endpoint,name=Health",
                "jolokia:type=Config",
                "java.lang:name=nothing",
            })
    void whatNobodyMayUseIsNotShown(String mbean) throws MalformedObjectNameException {
        assertThat(operating.isVisible(new ObjectName(mbean))).isFalse();
    }
}
