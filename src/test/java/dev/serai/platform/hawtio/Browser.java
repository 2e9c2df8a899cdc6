package dev.serai.platform.hawtio;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.JavascriptExecutor;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.support.ui.WebDriverWait;

/** Chromium without a window, as Debian installs it. It talks to nobody but the hub. */
final class Browser implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final String SCREENSHOTS = System.getProperty("serai.screenshots", "");

    private final ChromeDriver chrome;

    private Browser(File browser, File driver) {
        ChromeOptions options = new ChromeOptions();
        options.setBinary(browser);
        options.addArguments(
                "--headless=new",
                // Chromium's sandbox can't be had by root, nor in most containers.
                "--no-sandbox",
                "--disable-dev-shm-usage",
                "--disable-gpu",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--disable-default-apps",
                "--disable-extensions",
                "--no-first-run",
                "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1");
        chrome = new ChromeDriver(
                new ChromeDriverService.Builder()
                        .usingDriverExecutable(driver)
                        .usingAnyFreePort()
                        .build(),
                options);
        chrome.manage().window().setSize(new Dimension(1400, 900));
    }

    /** @return a browser; empty where none is installed */
    static Optional<Browser> open() {
        Optional<File> driver = program("chromedriver");
        return program("chromium", "chromium-browser", "google-chrome")
                .flatMap(browser -> driver.map(found -> new Browser(browser, found)));
    }

    private static Optional<File> program(String... names) {
        List<String> directories = List.of(System.getenv("PATH").split(File.pathSeparator));
        return Arrays.stream(names)
                .flatMap(name -> directories.stream().map(directory -> new File(directory, name)))
                .filter(File::canExecute)
                .findFirst();
    }

    void go(String url) {
        chrome.get(url);
    }

    String url() {
        return chrome.getCurrentUrl();
    }

    void forgetCookies() {
        chrome.manage().deleteAllCookies();
    }

    /** @return the first such element, once there is one */
    WebElement see(String xpath) {
        return new WebDriverWait(chrome, PATIENCE)
                .withMessage(xpath)
                .until(page ->
                        page.findElements(By.xpath(xpath)).stream().findFirst().orElse(null));
    }

    boolean sees(String xpath) {
        return !chrome.findElements(By.xpath(xpath)).isEmpty();
    }

    /** Clicks, again when the page has drawn the element anew in between. */
    void click(String xpath) {
        new WebDriverWait(chrome, PATIENCE)
                .ignoring(StaleElementReferenceException.class)
                .withMessage(xpath)
                .until(page -> {
                    WebElement element = see(xpath);
                    ((JavascriptExecutor) chrome)
                            .executeScript("arguments[0].scrollIntoView({block: 'center'})", element);
                    element.click();
                    return true;
                });
    }

    void type(String xpath, String text) {
        see(xpath).sendKeys(text);
    }

    /** @return the text of an element, read anew when the page has drawn it anew in between */
    String text(String xpath) {
        return new WebDriverWait(chrome, PATIENCE)
                .ignoring(StaleElementReferenceException.class)
                .until(page -> see(xpath).getText());
    }

    /** Scrolls all the way up, for a picture. */
    void top() {
        chrome.executeScript("window.scrollTo(0, 0); document.querySelectorAll('main').forEach(e => e.scrollTo(0, 0))");
    }

    /** Takes a picture for the documentation, when it is asked for by {@code -Dserai.screenshots=docs/images}. */
    void picture(String name) {
        if (SCREENSHOTS.isEmpty()) {
            return;
        }
        try {
            Path directory = Files.createDirectories(Path.of(SCREENSHOTS));
            Files.write(directory.resolve(name + ".png"), chrome.getScreenshotAs(OutputType.BYTES));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    @Override
    public void close() {
        chrome.quit();
    }
}
