import { render } from "@testing-library/react";
import { expect, test } from "vitest";
import { FormattedText } from "@/ui/FormattedText";

const html = (text: string) => render(<FormattedText text={text} />).container.innerHTML.replace(/ class="[^"]*"/g, "");

test.each([
  ["tu *pedido 1042* va", "tu <strong>pedido 1042</strong> va"],
  ["_así_ y ~no~", "<em>así</em> y <s>no</s>"],
  ["2*3*4", "2*3*4"],
  ["```a *b*```", "<code>a *b*</code>"],
  ["* no *", "* no *"],
])("%s", (text, shown) => {
  expect(html(text)).toBe(shown);
});

test("a link leads where it says, without the point after it; markup of others is text", () => {
  expect(html("mira https://a.mx/x.")).toBe(
    'mira <a href="https://a.mx/x" target="_blank" rel="noreferrer nofollow">https://a.mx/x</a>.',
  );
  expect(html("<img src=x onerror=alert(1)>")).toBe("&lt;img src=x onerror=alert(1)&gt;");
});
