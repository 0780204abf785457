import gc

from ayne.core.garbage import import_libraries, keeping_garbage


def test_no_garbage_is_looked_for_meanwhile_and_what_is_there_is_never_looked_at_again():
    with keeping_garbage():
        assert not gc.isenabled()
        with keeping_garbage():
            pass
        assert not gc.isenabled()
    assert gc.isenabled()
    assert gc.get_freeze_count() > 0
    gc.unfreeze()


def test_libraries_are_imported_by_name():
    import_libraries(["json.tool"])
    assert gc.isenabled()
    gc.unfreeze()
