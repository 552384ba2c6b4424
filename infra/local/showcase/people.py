"""The customers of the bakery: made-up people, always the same for the same seed."""

import random
from dataclasses import dataclass

FIRST = (
    "María", "José", "Guadalupe", "Juan", "Fernanda", "Luis", "Ximena", "Carlos", "Sofía", "Miguel", "Valeria", "Jorge",
    "Camila", "Ricardo", "Daniela", "Héctor", "Renata", "Óscar", "Mariana", "Iván", "Andrea", "Raúl", "Regina",
    "Sergio", "Alejandra", "Emilio", "Natalia", "Diego", "Paola", "Ángel", "Lucía", "Rodrigo", "Itzel", "Tomás",
    "Abril", "Joaquín",
)  # fmt: skip
LAST = (
    "Hernández", "García", "Martínez", "López", "González", "Pérez", "Rodríguez", "Sánchez", "Ramírez", "Cruz",
    "Flores", "Gómez", "Morales", "Vázquez", "Reyes",
    "Jiménez", "Torres", "Díaz", "Gutiérrez", "Ruiz", "Mendoza", "Aguilar",
    "Ortiz", "Castillo", "Núñez", "Domínguez", "Peña", "Ibarra", "Zúñiga", "Cárdenas",
)  # fmt: skip
TAGS = ("cliente frecuente", "mayorista", "pastel", "cafetería", "envío", "factura", "reclamo")
PLACES = (("Roma Norte", 19.4178, -99.1625), ("Condesa", 19.4115, -99.1747), ("Juárez", 19.4260, -99.1605))


@dataclass(frozen=True, slots=True)
class Person:
    """A customer. phone: as WhatsApp writes it; empty for somebody who hides it behind a username."""

    name: str
    nickname: str
    phone: str
    user_id: str
    username: str
    tags: tuple[str, ...]


def people(count: int, chance: random.Random) -> list[Person]:
    """So many customers, no two alike. One in forty shows a username and no number."""
    made = []
    for index in range(count):
        first, last = chance.choice(FIRST), f"{chance.choice(LAST)} {chance.choice(LAST)}"
        hidden = index % 40 == 17
        made.append(
            Person(
                name=f"{first} {last}" if index % 3 else "",
                nickname=chance.choice(
                    (first, f"{first} {last.split(maxsplit=1)[0]}", f"{first[:3].lower()}{index}", f"{first} 🌷")
                ),
                phone="" if hidden else f"52155{10_000_000 + index * 7919 % 90_000_000:08d}",
                user_id=f"MX.{10**18 + index * 104_729}",
                username=f"{first.lower()}.{index}" if hidden else "",
                tags=tuple(chance.sample(TAGS, chance.choice((0, 0, 1, 1, 2)))),
            )
        )
    return made
