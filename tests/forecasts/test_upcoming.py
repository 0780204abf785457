"""Upcoming movies' reasons speak of the people and companies that the database names."""

from ayne.database.movie_names import names_of


def credit(person, job, department, billing="NULL"):
    return (
        f"{{movie_id: 1, person_id: 'tmdb:{person}', credit_id: '{person}{job}', job: '{job}', "
        f"department: '{department}', billing: {billing}, origin: 'tmdb'}}"
    )


def test_names_are_by_role_in_their_order_and_of_the_asked_movies_alone(build_in, tmp_path):
    database = build_in(
        tmp_path,
        movies=["{movie_id: 1, tmdb_id: 1, collection_id: 70}", "{movie_id: 2, tmdb_id: 2, collection_id: 70}"],
        collections=["{collection_id: 70, name: 'Tides Collection'}"],
        people=[
            f"{{person_id: 'tmdb:{n}', name: '{name}'}}" for n, name in enumerate(("Ada", "Bo", "Cy", "Di"), start=1)
        ],
        credits=[
            credit(4, "Director", "Directing"),
            credit(1, "Director", "Directing"),
            credit(1, "Screenplay", "Writing"),
            credit(3, "Actor", "Acting", 0),
            credit(2, "Actor", "Acting", 1),
            # the features count the ten top-billed alone
            credit(1, "Actor", "Acting", 10),
        ],
        companies=["{company_id: 5, name: 'Reef'}"],
        movie_companies=["{movie_id: 1, company_id: 5, position: 0}"],
    )
    names = names_of(database, [1])
    assert names == {
        1: {
            "director": ["Ada", "Di"],
            "writer": ["Ada"],
            "cast": ["Cy", "Bo"],
            "company": ["Reef"],
            "franchise": ["Tides"],
        }
    }
