import {
  addressOf,
  asked,
  mayBeOurs,
  target,
} from "../../../../src/imuran_edu/server/js/view/address.ts";

const at = (text: string) => new URL(text, "http://127.0.0.1:8888");

test("a page is asked for in JupyterLab, in its simple form and in Notebook 7", () => {
  const path = "notebooks/01_doses.ipynb";
  for (const before of ["lab/tree", "lab/workspaces/x/tree", "doc/tree", "notebooks"]) {
    expect(asked(at(`/user/me/${before}/${path}?token=1#2-Two`))).toEqual({
      path,
      fragment: "2-Two",
    });
  }
  expect(asked(at(`/lab/tree/${path}?factory=Notebook`))).toBeNull();
  expect(asked(at("/lab/tree/notebooks"))).toBeNull();
  expect(asked(at("/lab/tree/notebooks/mine.ipynb"))).toBeNull();
  expect(asked(at("/lab/tree/a%20b/01_x.ipynb"))?.path).toBe("a b/01_x.ipynb");
  expect(asked(at("/lab/tree/01_x.ipynb#%E0%A4%A"))?.fragment).toBe("%E0%A4%A");
});

test("lessons and assignments are known by their names", () => {
  for (const path of ["01_doses.ipynb", "a/10_cases.ipynb", "exam/exam.ipynb", "x/exam/exam.ipynb"])
    expect(mayBeOurs(path)).toBe(true);
  for (const path of ["exam.ipynb", "a/exam.ipynb", "1_doses.ipynb", "01_doses.txt", "01-x.ipynb"])
    expect(mayBeOurs(path)).toBe(false);
});

test("the address of another page keeps what it stands in, and no token", () => {
  const now = at("/user/me/lab/workspaces/w/tree/a/01_x.ipynb?token=1&reset=1#old");
  expect(addressOf("a b/02_y.ipynb", "3 What?", now)).toBe(
    "/user/me/lab/workspaces/w/tree/a%20b/02_y.ipynb?reset=1#3%20What%3F",
  );
  const of = (address: string) => addressOf("notebooks/02_y.ipynb", "", at(address));
  for (const before of ["/lab", "/lab/tree", "/lab/tree/notebooks", "/lab/tree/notebooks/a.ipynb"])
    expect(of(before)).toBe("/lab/tree/notebooks/02_y.ipynb");
  expect(of("/u/doc/tree/a.ipynb")).toBe("/u/doc/tree/notebooks/02_y.ipynb");
  expect(of("/notebooks/lab/a.ipynb")).toBe("/notebooks/notebooks/02_y.ipynb");
});

test("a link leads to a page, a section of this one, or elsewhere", () => {
  const here = "notebooks/01_doses.ipynb";
  expect(target("02_x.ipynb#Two", here)).toEqual({ path: "notebooks/02_x.ipynb", fragment: "Two" });
  expect(target("../exam/exam.ipynb", here)?.path).toBe("exam/exam.ipynb");
  expect(target("#Key-points", here)).toEqual({ path: here, fragment: "Key-points" });
  for (const href of ["https://a.org/x.ipynb", "mailto:a@b.c", "/lab/tree/x.ipynb", "page.txt"])
    expect(target(href, here)).toBeNull();
});
