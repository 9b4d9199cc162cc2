package dev.watchkeeper.review.security;

import dev.watchkeeper.review.config.ReviewConfig;
import dev.watchkeeper.review.problem.Problem;
import dev.watchkeeper.review.security.LimitedLogin.TooManyLogins;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.ProviderManager;
import org.springframework.security.authentication.dao.DaoAuthenticationProvider;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.userdetails.UsernameNotFoundException;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.authentication.LoginUrlAuthenticationEntryPoint;
import org.springframework.security.web.authentication.SavedRequestAwareAuthenticationSuccessHandler;
import org.springframework.security.web.authentication.www.BasicAuthenticationFilter;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;

/**
 * Two ways in. Programs use {@code /api}, {@code /actuator} with a token or HTTP Basic, without cookies, so that no
 * other site can make a browser act. People use everything else with a session, and each form carries a token against
 * forgery.
 */
@Configuration(proxyBeanMethods = false)
@EnableWebSecurity
public class SecurityConfiguration {

    /** Everything from this server, nothing inline. */
    static final String CONTENT_POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
                    + " connect-src 'self'; font-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    private static final String[] STATIC = {"/webjars/", "/assets/", "/static/", "/favicon."};

    /** Whether a path leads to a file that everybody may have: scripts, styles, pictures. */
    static boolean isStatic(String path) {
        for (String prefix : STATIC) {
            if (path.startsWith(prefix)) {
                return true;
            }
        }
        return false;
    }

    @Bean
    AuthenticationManager authenticationManager(Accounts accounts, PasswordEncoder encoder, LoginLimit limit) {
        DaoAuthenticationProvider login = new DaoAuthenticationProvider(
                name -> accounts.find(name).orElseThrow(() -> new UsernameNotFoundException("no such account")));
        login.setPasswordEncoder(encoder);
        return new ProviderManager(new LimitedLogin(login, limit));
    }

    @Bean
    LoginLimit loginLimit(java.time.Clock clock) {
        return new LoginLimit(clock);
    }

    @Bean
    @Order(1)
    SecurityFilterChain programs(HttpSecurity http, AuthenticationManager manager, Tokens tokens, LoginLimit limit)
            throws Exception {
        Refusals refusals = new Refusals();
        return http.securityMatcher("/api/**", "/actuator/**", "/openapi.json")
                .csrf(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .headers(headers -> headers.contentSecurityPolicy(
                                policy -> policy.policyDirectives("default-src 'none'"))
                        .referrerPolicy(referrer -> referrer.policy(ReferrerPolicy.NO_REFERRER)))
                .authenticationManager(manager)
                .httpBasic(basic -> basic.authenticationEntryPoint(refusals))
                .addFilterBefore(new TokenFilter(tokens, limit, refusals), BasicAuthenticationFilter.class)
                .addFilterBefore(new OneTimePasswords(), AuthorizationFilter.class)
                .exceptionHandling(
                        handling -> handling.authenticationEntryPoint(refusals).accessDeniedHandler(refusals))
                .authorizeHttpRequests(requests -> requests.requestMatchers(HttpMethod.GET, "/openapi.json")
                        .permitAll()
                        .requestMatchers(HttpMethod.GET, "/actuator/health")
                        .permitAll()
                        .requestMatchers("/api/v1/users/**", "/api/v1/audit")
                        .hasRole(Role.ADMIN.name())
                        .requestMatchers(HttpMethod.GET)
                        .hasRole(Role.VIEWER.name())
                        .anyRequest()
                        .hasRole(Role.REVIEWER.name()))
                .build();
    }

    @Bean
    @Order(2)
    SecurityFilterChain people(HttpSecurity http, AuthenticationManager manager, Accounts accounts, ReviewConfig config)
            throws Exception {
        return http.authenticationManager(manager)
                .headers(headers -> headers.contentSecurityPolicy(policy -> policy.policyDirectives(CONTENT_POLICY))
                        .referrerPolicy(referrer -> referrer.policy(ReferrerPolicy.SAME_ORIGIN)))
                .formLogin(form -> form.loginPage("/login")
                        .failureHandler(SecurityConfiguration::loginFailed)
                        .successHandler(new LongSessions(config.getInt("session.hours"))))
                .logout(logout -> logout.logoutUrl("/logout").logoutSuccessUrl("/login?out"))
                .exceptionHandling(handling -> handling.authenticationEntryPoint(new ToLogin()))
                .addFilterBefore(new AccountCheck(accounts), AuthorizationFilter.class)
                .authorizeHttpRequests(requests -> requests.requestMatchers("/login", "/error")
                        .permitAll()
                        .requestMatchers(request -> isStatic(request.getRequestURI()))
                        .permitAll()
                        .requestMatchers("/password", "/logout")
                        .authenticated()
                        .requestMatchers(HttpMethod.GET)
                        .hasRole(Role.VIEWER.name())
                        .anyRequest()
                        .hasRole(Role.REVIEWER.name()))
                .build();
    }

    private static void loginFailed(
            HttpServletRequest request, HttpServletResponse response, AuthenticationException why) throws IOException {
        response.sendRedirect(
                why instanceof TooManyLogins tooMany ? "/login?wait=" + tooMany.waitSeconds() : "/login?failed");
    }

    /** A session lasts long once somebody has signed in; those of passers-by end soon and hold no memory. */
    private static final class LongSessions extends SavedRequestAwareAuthenticationSuccessHandler {

        private final int seconds;

        LongSessions(int hours) {
            seconds = hours * 3600;
        }

        @Override
        public void onAuthenticationSuccess(
                HttpServletRequest request, HttpServletResponse response, Authentication authentication)
                throws IOException, ServletException {
            request.getSession().setMaxInactiveInterval(seconds);
            super.onAuthenticationSuccess(request, response, authentication);
        }
    }

    /** Sends people to the login; a part of a page that is fetched by a script makes the whole page go there. */
    private static final class ToLogin extends LoginUrlAuthenticationEntryPoint {

        ToLogin() {
            super("/login");
        }

        @Override
        public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException why)
                throws IOException, ServletException {
            String accepted = String.valueOf(request.getHeader("Accept"));
            if (request.getHeader("HX-Request") != null || accepted.startsWith("text/event-stream")) {
                response.setHeader("HX-Redirect", "/login");
                Problem.UNAUTHENTICATED.write(request, response, "the login has ended");
            } else {
                super.commence(request, response, why);
            }
        }
    }
}
