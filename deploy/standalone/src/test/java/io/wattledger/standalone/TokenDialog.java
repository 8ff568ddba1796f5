package io.wattledger.standalone;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;

/** What the page shows of tokens. */
final class TokenDialog {

    private final Page page;

    TokenDialog(Page page) {
        this.page = page;
    }

    Locator itself() {
        return page.getByTestId("token-dialog");
    }

    Locator problem() {
        return page.getByTestId("token-problem");
    }

    /** The button that opens it again after somebody closed it. */
    Locator enterButton() {
        return page.getByTestId("enter-token");
    }

    Locator forgetButton() {
        return page.getByTestId("forget-token");
    }

    void enter(String token) {
        page.getByLabel("Token", new Page.GetByLabelOptions().setExact(true)).fill(token);
        page.keyboard().press("Enter");
    }
}
