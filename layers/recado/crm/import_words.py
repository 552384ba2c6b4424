"""Why a row or a file was not imported, in plain words. The codes stay the same; the words may get better."""

from recado.kernel.words import Words

ROW_PROBLEMS = {
    "more_cells_than_columns": Words(
        "La fila tiene más celdas que columnas el encabezado. ¿Falta poner un texto entre comillas?",
        "The row has more cells than the header has columns. Does a text need quotes?",
    ),
    "control_characters": Words(
        "La celda tiene caracteres que no se ven y no son texto.",
        "The cell has characters that cannot be seen and are no text.",
    ),
    "empty": Words("Falta el teléfono.", "The phone number is missing."),
    "lost_digits": Words(
        "El archivo perdió dígitos del teléfono (como 5.21E+11): dé formato de texto a la columna y exporte otra vez.",
        "The file lost digits of the phone number (such as 5.21E+11): format the column as text and export it again.",
    ),
    "two_numbers": Words(
        "La celda tiene dos teléfonos: deje uno por fila.", "The cell holds two phone numbers: leave one a row."
    ),
    "no_country_code": Words(
        "El teléfono no tiene código de país y no es de su país: escríbalo como +52 55 1234 5678.",
        "The phone number has no country code and is none of your country: write it as +52 55 1234 5678.",
    ),
    "no_phone_number": Words(
        "Esto no es un teléfono: escríbalo como +52 55 1234 5678.",
        "This is no phone number: write it as +52 55 1234 5678.",
    ),
    "no_email_address": Words("Esto no es un correo electrónico.", "This is no e-mail address."),
    "too_long": Words("El texto es demasiado largo.", "The text is too long."),
    "no_text": Words("El texto no cabe en el campo.", "The text does not fit the field."),
    "no_number": Words("Esto no es un número.", "This is no number."),
    "no_date": Words("Esto no es una fecha: escríbala como 2026-12-31.", "This is no date: write it as 2026-12-31."),
    "no_boolean": Words("Escriba sí o no.", "Write yes or no."),
    "no_choice": Words("No es una de las opciones del campo.", "It is none of the field's options."),
}
FILE_PROBLEMS = {
    "empty": Words("El archivo está vacío.", "The file is empty."),
    "quoting": Words(
        "Las comillas del archivo no cierran bien en esa línea.", "The quotes do not close rightly in that line."
    ),
    "cell_too_large": Words("Una celda es demasiado grande.", "A cell is too large."),
    "encoding": Words(
        "El archivo no se puede leer: guárdelo como CSV UTF-8.", "The file cannot be read: save it as CSV UTF-8."
    ),
    "unknown_column": Words(
        "Una columna no es de los contactos ni un campo suyo.",
        "A column belongs neither to contacts nor to your own fields.",
    ),
    "column_twice": Words("Una columna está dos veces.", "A column is there twice."),
    "no_phone_column": Words("Falta la columna del teléfono.", "The column of phone numbers is missing."),
    "file_too_large": Words("El archivo es demasiado grande.", "The file is too large."),
    "file_changed": Words("El archivo cambió o ya no está.", "The file has changed or is gone."),
    "interrupted": Words(
        "El trabajo se interrumpió varias veces. Se puede iniciar de nuevo.",
        "The work was interrupted several times. It can be started again.",
    ),
    "not_uploaded": Words("El archivo no se subió a tiempo.", "The file was not uploaded in time."),
}
_UNKNOWN = Words("No se pudo leer.", "It could not be read.")


def of_row(problem: str) -> Words:
    """Returns the words for a row that was passed over."""
    return ROW_PROBLEMS.get(problem, _UNKNOWN)


def of_file(reason: str) -> Words:
    """Returns the words for a file that was not taken. reason: its code, with where it is after a colon."""
    return FILE_PROBLEMS.get(reason.split(":", 1)[0], _UNKNOWN)
