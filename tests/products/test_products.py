import pytest
from hypothesis import given
from hypothesis import strategies as st

from bulou.products import STATUSES, AffectedProduct, Product

ROUTER = Product("青砚边界路由器", model="QY-R2100", vendor="青砚设备")


def test_full_name_reads_vendor_name_model_versions():
    affected = AffectedProduct(ROUTER, "V2.3.1 及以前版本", "affected", fixed_in="V2.3.2")

    assert affected.full_name == "青砚设备 青砚边界路由器 QY-R2100 V2.3.1 及以前版本"


def test_full_name_does_not_repeat_a_vendor_the_name_begins_with():
    assert Product("青砚设备路由器", vendor="青砚设备").full_name == "青砚设备路由器"


@given(name=st.text(min_size=1), model=st.text(), vendor=st.text())
def test_full_name_keeps_every_part_as_written(name, model, vendor):
    full_name = Product(name, model, vendor).full_name

    assert all(part in full_name for part in (name, model, vendor))


@pytest.mark.parametrize("status", STATUSES)
def test_every_status_is_accepted(status):
    assert AffectedProduct(ROUTER, "1.0", status).status == status


def test_an_unknown_status_is_refused_with_the_known_ones():
    with pytest.raises(ValueError, match="use one of affected, not_affected, under_investigation, fixed"):
        AffectedProduct(ROUTER, "1.0", "vulnerable")  # type: ignore[arg-type]


def test_a_model_that_the_name_says_already_is_not_repeated():
    named = [
        Product(name, "QY-4200", "青砚").full_name for name in ("QY-4200", "边界网关 QY-4200", "边界网关")
    ]

    assert named == ["青砚 QY-4200", "青砚 边界网关 QY-4200", "青砚 边界网关 QY-4200"]
