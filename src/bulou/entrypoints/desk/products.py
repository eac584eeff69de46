"""The registry of products: a list, and a page for each product and for each bill of materials."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from bulou.acts.inventories import AttachBill
from bulou.acts.products import (
    ALIAS_KINDS,
    AddAlias,
    AddProduct,
    AddRelease,
    DescribeProduct,
    ImportProducts,
    RemoveAlias,
    RenameProduct,
    RetireProduct,
)
from bulou.entrypoints.desk.own_acts import Desk
from bulou.entrypoints.desk.seat import Seat, furniture, seated
from bulou.entrypoints.desk.words import PRODUCT_CLASSES
from bulou.entrypoints.numbers import page_number
from bulou.formats.claims import Advisory, UnreadableAdvisory, read_claims
from bulou.records import assets, registry, visible

LARGEST = 50 * 1024 * 1024


@require_http_methods(["GET", "HEAD", "POST"])
@seated
def products(request: HttpRequest, seat: Seat) -> HttpResponse:
    """The organisation's products; added one by one or from a table."""
    _desk_only(seat)
    desk = Desk([(AddProduct, {}), (ImportProducts, {})])
    if answer := desk.answer(request, seat):
        return answer
    found = registry.products(
        seat.current.organisation.id,
        search=request.GET.get("q", "")[:100],
        retired=request.GET.get("view") == "retired",
        page=page_number(request),
    )
    rows = [{"row": row, "library": PRODUCT_CLASSES.get(row.product_class, "")} for row in found.rows]
    late = registry.unsupported(found.rows, seat.at)
    context = furniture(seat, found=found, rows=rows, late=late, forms=desk.forms())
    return render(request, "desk/products.html", context, status=desk.status)


@require_http_methods(["GET", "HEAD", "POST"])
@seated
def product(request: HttpRequest, seat: Seat, product_id: UUID) -> HttpResponse:
    """One product: its names, releases, bills of materials and cases; changed by acts."""
    _desk_only(seat)
    house = seat.current.organisation.id
    found = registry.product_page(seat.person_id, house, product_id)
    if found is None:
        raise Http404
    row, known = found.product, {"product_id": product_id}
    offered = [(AddAlias, known), (AddRelease, known), (DescribeProduct, known), (RenameProduct, known)]
    offered += [(AttachBill, {"release_id": release}) for release in _chosen(request, found)]
    offered += [(RemoveAlias, known)]
    offered += [] if row.retired_at else [(RetireProduct, known)]
    people = [(str(each.id), each.name) for each in visible.desk_people(house)]
    described = {
        "owner_id": row.owner_id,
        "product_class": row.product_class,
        "end_of_support": row.end_of_support,
    }
    desk = Desk(
        offered,
        options={"person": people, "registered_product": registry.options(house)},
        initial={"describe_product": described},
    )
    if answer := desk.answer(request, seat):
        return answer
    kinds = dict(ALIAS_KINDS)
    context = furniture(
        seat,
        page=found,
        product=row,
        aliases=[{"kind": kinds.get(each.kind, each.kind), "row": each} for each in found.aliases],
        library=PRODUCT_CLASSES.get(row.product_class, ""),
        late=bool(registry.unsupported([row], seat.at)),
        forms=desk.forms(),
    )
    return render(request, "desk/product.html", context, status=desk.status)


def _chosen(request: HttpRequest, found: registry.ProductPage) -> list[UUID]:
    """The release to which a bill may be attached here: the one asked for, else the newest."""
    wanted = request.GET.get("release", "")
    ids = [release.id for release in found.releases]
    return [each for each in ids if str(each) == wanted] or ids[:1]


@require_safe
@seated
def inventory(request: HttpRequest, seat: Seat, inventory_id: UUID) -> HttpResponse:
    """The items of an inventory or a bill of materials, searched by name, purl or CPE."""
    _desk_only(seat)
    found = assets.inventory_page(
        seat.current.organisation.id,
        inventory_id,
        search=request.GET.get("q", "")[:100],
        page=page_number(request),
    )
    if found is None:
        raise Http404
    return render(request, "desk/inventory.html", furniture(seat, page=found))


@require_http_methods(["GET", "HEAD", "POST"])
@seated
def touches(request: HttpRequest, seat: Seat) -> HttpResponse:
    """Which of our releases, or of what we run, an advisory names; nothing is kept."""
    _desk_only(seat)
    error: UnreadableAdvisory | None = None
    said: Advisory | None = None
    found: list[assets.Touched] = []
    over = request.POST.get("over", "releases")
    upload = request.FILES.get("advisory")
    if upload is not None and (upload.size or 0) <= LARGEST:
        try:
            said = read_claims(upload.read())
        except UnreadableAdvisory as unreadable:
            error = unreadable
    elif request.method == "POST":
        error = UnreadableAdvisory("请选择一个不超过 50 MB 的文件。", "Choose a file of at most 50 MB.")
    if said is not None:
        what = assets.running(seat.current.organisation.id, releases=over == "releases")
        found = assets.touched(what, said.vulnerabilities)
    context = furniture(seat, said=said, answers=found[:500], total=len(found), error=error, over=over)
    return render(request, "desk/touches.html", context, status=422 if error else 200)


def _desk_only(seat: Seat) -> None:
    if not seat.is_desk:
        raise Http404
