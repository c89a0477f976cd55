"""Which variant of a union without a discriminator a value is meant to be."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property
from typing import Any, TypeAlias, cast

from pydantic import BaseModel
from pydantic_core import (
    PydanticCustomError,
    SchemaValidator,
    ValidationError,
    core_schema,
)

from .schemas import Schema, class_of, is_array

__all__ = ["UNMATCHED", "BestMatch", "Memo"]

Validators: TypeAlias = Sequence[SchemaValidator]
Outcome: TypeAlias = tuple[bool, Any]

_MESSAGE = "Input should match one of the allowed types"
UNMATCHED: Schema = {"custom_error_type": "union", "custom_error_message": _MESSAGE}


class Memo(dict[tuple[int, int], Outcome]):
    """What has been found out during one validation: (union, value) -> outcome.

    Unions in unions would otherwise look at a value once for each way of getting there: exponential in the depth.
    """


class BestMatch:
    """A validator that tries the `exact` variants, then the `loose` ones; both are made when first needed.

    Of several variants that fit, the one that declares most of what was sent. If none does, the one with the fewest
    deviations is taken for what was meant: its errors are reported, or it is read loosely.
    """

    def __init__(
        self, exact: Callable[[], Validators], loose: Callable[[], Validators]
    ) -> None:
        self._make_exact = exact
        self._make_loose = loose

    @cached_property
    def _exact(self) -> Validators:
        return self._make_exact()

    @cached_property
    def _loose(self) -> Validators:
        return self._make_loose()

    def __call__(self, value: Any, info: core_schema.ValidationInfo) -> Any:
        """The value as the variant that fits it best. Raises ValidationError."""
        memo = cast("object", info.context)
        if not isinstance(memo, Memo):
            return _result(self._outcome(value, info.context))
        key = (id(self), id(value))
        if key not in memo:
            memo[key] = self._outcome(value, memo)
        return _result(memo[key])

    def _outcome(self, value: Any, context: Any) -> Outcome:
        outcomes = [_attempt(validator, value, context) for validator in self._exact]
        fitting = [result for fits, result in outcomes if fits]
        if fitting:
            return True, max(fitting, key=_fitness)
        errors = [error for _, error in outcomes]
        ranked = sorted(range(len(errors)), key=lambda index: _distance(errors[index]))
        loose = self._loose
        for index in ranked if loose else ():
            outcome = _attempt(loose[index], value, context)
            if outcome[0]:
                return outcome
        return False, _reported(errors[ranked[0]])


def _attempt(validator: SchemaValidator, value: Any, context: Any) -> Outcome:
    try:
        return True, validator.validate_python(value, context=context)
    except ValidationError as error:
        return False, error


def _result(outcome: Outcome) -> Any:
    fits, result = outcome
    if fits:
        return result
    raise result


def _distance(error: ValidationError) -> tuple[bool, int]:
    """How far off a variant is: its deviations, if the value is of its kind at all."""
    return _is_of_other_kind(error), error.error_count()


def _is_of_other_kind(error: ValidationError) -> bool:
    return any(
        not each["loc"]
        for each in error.errors(
            include_url=False, include_context=False, include_input=False
        )
    )


def _reported(error: ValidationError) -> Exception:
    return PydanticCustomError("union", _MESSAGE) if _is_of_other_kind(error) else error


def _fitness(value: Any) -> int:
    """How many of the sent properties the models of a value declare, less those that they don't."""
    if isinstance(value, BaseModel):
        extra = len(value.model_extra or ())
        return (
            len(value.model_fields_set)
            - 2 * extra
            + sum(map(_fitness, vars(value).values()))
        )
    if (own := getattr(class_of(value), "__present__", None)) is not None:
        return sum(1 + _fitness(part) for _, part in own(value))
    return sum(map(_fitness, value)) if is_array(value) else 0
