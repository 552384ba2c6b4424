"""Codes of problems with products, their variants and their stock."""

from recado.kernel.words import Words

# fmt: off
CATALOG_CODES: dict[str, Words] = {
    "category_taken": Words(
        "Ya hay una categoría con este nombre.",
        "There is a category of this name already."),
    "product_changed": Words(
        "Alguien cambió el producto mientras tanto: ábrelo otra vez.",
        "Somebody changed the product meanwhile: open it again."),
    "sku_taken": Words(
        "Otra variante tiene ya este SKU.",
        "Another variant has this SKU already."),
    "stock_changed": Words(
        "Las existencias cambiaron mientras tanto: vuelve a contar.",
        "The stock changed meanwhile: count again."),
    "stock_promised": Words(
        "Hay pedidos que esperan este producto.",
        "Orders wait for this product."),
    "too_many_categories": Words(
        "El negocio ya tiene tantas categorías como puede.",
        "The business has as many categories as it may."),
    "too_many_pictures": Words(
        "El producto ya tiene tantas imágenes como puede.",
        "The product has as many pictures as it may."),
    "too_many_products": Words(
        "El negocio ya tiene tantos productos como puede.",
        "The business has as many products as it may."),
}
