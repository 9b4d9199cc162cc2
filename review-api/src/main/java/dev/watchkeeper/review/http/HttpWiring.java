package dev.watchkeeper.review.http;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.watchkeeper.review.audit.Audit;
import dev.watchkeeper.review.queue.IncidentNumbers;
import dev.watchkeeper.review.queue.Records;
import dev.watchkeeper.review.queue.ReviewQueue;
import dev.watchkeeper.review.security.Accounts;
import dev.watchkeeper.review.security.FirstLogin;
import dev.watchkeeper.review.security.Secrets;
import dev.watchkeeper.review.security.Tokens;
import dev.watchkeeper.review.verdict.Verdicts;
import java.time.Clock;
import org.apache.catalina.core.StandardHost;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Puts the API together. */
@Configuration(proxyBeanMethods = false)
public class HttpWiring {

    @Bean
    Annotations annotations(JdbcClient jdbc, TransactionTemplate transaction, Audit audit) {
        return new Annotations(jdbc, transaction, audit);
    }

    @Bean
    ReviewsApi reviewsApi(ReviewQueue queue, Verdicts verdicts) {
        return new ReviewsApi(queue, verdicts);
    }

    @Bean
    IncidentsApi incidentsApi(Records records, IncidentNumbers numbers) {
        return new IncidentsApi(records, numbers, new ObjectMapper());
    }

    @Bean
    AnnotationsApi annotationsApi(Annotations annotations, Clock clock) {
        return new AnnotationsApi(annotations, clock);
    }

    @Bean
    UsersApi usersApi(Accounts accounts, Tokens tokens, Secrets secrets, Audit audit) {
        return new UsersApi(accounts, tokens, secrets, audit);
    }

    @Bean
    Description description() {
        return new Description();
    }

    @Bean
    SignInPages signInPages(ObjectProvider<Pages> pages, Accounts accounts, FirstLogin firstLogin) {
        return new SignInPages(pages.getIfAvailable(PlainPages::new), accounts, firstLogin);
    }

    @Bean
    ErrorAnswers errorAnswers(ObjectProvider<Pages> pages) {
        return new ErrorAnswers(pages.getIfAvailable(PlainPages::new));
    }

    @Bean
    Problems problems() {
        return new Problems();
    }

    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> serversOwnProblems() {
        return factory -> factory.addContextCustomizers(context -> {
            if (context.getParent() instanceof StandardHost host) {
                host.setErrorReportValveClass(ProblemValve.class.getName());
            }
        });
    }

    @Bean
    BodyLimit bodyLimit() {
        return new BodyLimit();
    }
}
