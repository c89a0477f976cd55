"""Small Apis, built by hand."""

from __future__ import annotations

from typing import Any

from specwright.lower.api import (
    Alias,
    Api,
    Body,
    Bounded,
    Bounds,
    Content,
    DictOf,
    Discriminator,
    Encoding,
    Enum,
    EnumMember,
    Field,
    Header,
    ListOf,
    Model,
    ModelId,
    ModelModule,
    Nullable,
    Operation,
    Pagination,
    Parameter,
    Record,
    Ref,
    Response,
    Scalar,
    SecurityScheme,
    Server,
    ServerVariable,
    Service,
    TypeRef,
    UnionOf,
    Values,
)

STR = Scalar(kind="str")
INT = Scalar(kind="int")


def ref(name: str) -> Ref:
    return Ref(model=ModelId(f"/components/schemas/{name}"))


def field(name: str, type: TypeRef, **more: Any) -> Field:
    return Field(name=name, type=type, **{"wire_name": name, "required": False, **more})


def record(name: str, *fields: Field, **more: Any) -> Record:
    return Record(id=ref(name).model, name=name, **{"description": "", "fields": fields, **more})


def alias(name: str, target: TypeRef) -> Alias:
    return Alias(id=ref(name).model, name=name, description="", target=target)


def module(*models: Model) -> ModelModule:
    return ModelModule(name=models[-1].name.lower(), models=models)


def parameter(name: str, type: TypeRef = STR, **more: Any) -> Parameter:
    given = {"wire_name": name, "location": "query", "required": False, "style": "form", "explode": True}
    return Parameter(name=name, type=type, **{**given, **more})


def operation(name: str, **more: Any) -> Operation:
    given: dict[str, Any] = {
        "service": "pets",
        "constant": name.upper(),
        "operation_id": name,
        "method": "GET",
        "path": f"/{name}",
        "pointer": f"/paths/~1{name}/get",
        "summary": "",
        "description": "",
        "deprecated": False,
        "parameters": (),
        "body": None,
        "responses": (),
        "result": Scalar(kind="none"),
    }
    return Operation(name=name, **{**given, **more})


def api(*modules: ModelModule, operations: tuple[Operation, ...] = (), **more: Any) -> Api:
    services = (Service(name="pets", class_name="Pets", description="", operations=operations),) if operations else ()
    given: dict[str, Any] = {
        "title": "Pets",
        "version": "1",
        "description": "",
        "servers": (),
        "security_schemes": (),
        "services": services,
        "case": "camel",
        "models_by_pointer": {str(model.id): model.id for found in modules for model in found.models},
    }
    return Api(modules=modules, **{**given, **more})


def everything(text: str) -> Api:
    """An Api in which every string that comes from a document is `text`, and every kind of thing occurs."""
    colour = Enum(
        id=ref("Colour").model,
        name="Colour",
        description=text,
        members=(EnumMember(value=text, description=text), EnumMember(value=f"{text}2")),
        open=True,
    )
    cat = record("Cat", field("kind", Values(values=(text,), open=False), required=True), description=text)
    dog = record("Dog", field("kind", STR, wire_name=text, required=True), closed=True)
    values = ((text, ref("Cat").model), (f"{text}2", ref("Dog").model))
    pet = alias(
        "Pet", UnionOf(variants=(ref("Cat"), ref("Dog")), discriminator=Discriminator(wire_name=text, values=values))
    )
    owner = record(
        "Owner",
        field(
            "name",
            Bounded(inner=STR, bounds=Bounds(pattern=text)),
            wire_name=text,
            description=text,
            default=text,
            has_default=True,
        ),
        field("colour", Nullable(inner=ref("Colour")), description=text, deprecated=True, read_only=True),
        field("born", Scalar(kind="date"), default=text, has_default=True, description=text, write_only=True),
        field("friend", ref("Owner"), wire_name=text),
        extra=ref("Pet"),
        description=text,
    )
    json = Content(
        media_type=text,
        type=ref("Owner"),
        encodings=(Encoding(wire_name=text, content_type=text, style=text, explode=False, allow_reserved=True),),
        item=ref("Pet"),
    )
    put = operation(
        "put_owner",
        operation_id=text,
        method=text,
        path=text,
        pointer=text,
        summary=text,
        description=text,
        deprecated=True,
        parameters=(
            parameter("id", location="path", wire_name=text, required=True, description=text, style=text),
            parameter("top", INT, default=text, has_default=True, description=text, media_type=text),
            parameter(
                "kind", Values(values=(text, f"{text}2"), open=True), default=text, has_default=True, deprecated=True
            ),
        ),
        body=Body(contents=(json,), required=True, description=text),
        responses=(
            Response(
                status="200",
                description=text,
                contents=(json,),
                headers=(Header(name="etag", wire_name=text, type=STR),),
            ),
            Response(status=text, description=text),
        ),
        result=ListOf(item=DictOf(value=ref("Owner"))),
        security=(((text, (text, text)),),),
        servers=(Server(url=text),),
        pagination=Pagination(items=text, item=ref("Owner"), next=text, link=True, cursor=text, parameter=text),
    )
    variable = ServerVariable(name=text, default=text, enum=(text,))
    scheme = SecurityScheme(
        key=text,
        type="apiKey",
        description=text,
        wire_name=text,
        location=text,
        http_scheme=text,
        openid_url=text,
        flows=((text, {"tokenUrl": text, "refreshUrl": text}),),
    )
    return api(
        module(colour),
        module(cat),
        module(dog),
        module(pet),
        module(owner),
        title=text,
        version=text,
        description=text,
        servers=(Server(url=text, description=text, variables=(variable,)),),
        security_schemes=(scheme,),
        services=(Service(name="pets", class_name="Pets", description=text, operations=(put,)),),
        models_by_pointer={text: ref("Owner").model},
    )
