"""Codes of problems with cases that measure the agent, and runs of them: see error_codes."""

from recado.kernel.words import Words

# fmt: off
AGENT_TEST_CODES: dict[str, Words] = {
    "case_changed": Words(
        "Alguien cambió el caso mientras lo editabas: vuelve a abrirlo.",
        "Somebody changed the case while you edited it: open it again."),
    "nothing_to_record": Words(
        "Aquí no hay nada que grabar: el cliente no escribió texto, o contestó una persona desde el principio.",
        "There is nothing to record here: the customer wrote no text, or a person answered from the beginning."),
    "nothing_to_run": Words(
        "No hay casos que correr.",
        "There are no cases to run."),
    "run_cap_reached": Words(
        "Hoy ya se gastó lo que las pruebas pueden costar en un día; inténtalo mañana.",
        "What runs may cost in a day is spent; try again tomorrow."),
    "run_under_way": Words(
        "Ya hay una prueba en marcha: espera a que termine o detenla.",
        "A run is under way already: wait for its end, or stop it."),
    "too_many_cases": Words(
        "No caben más casos: elimina alguno.",
        "There is no room for more cases: delete one."),
}
# fmt: on
