package dev.serai.platform;

import dev.serai.trace.Work;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.task.TaskDecorator;

/** What a call is about goes with it to the thread that carries it out. */
@Configuration(proxyBeanMethods = false)
class TaskExecution {

    @Bean
    TaskDecorator work() {
        return task -> Work.current().carry(task);
    }
}
