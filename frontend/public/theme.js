const theme = localStorage.getItem("recado.theme");
if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
