"""The official OpenAI client for Python, unchanged, against /v1. Says `ok WHAT` for each part; any failure ends it."""

import json
import os

import openai

client = openai.OpenAI(
    api_key=os.environ["EDGEWISE_TOKEN"], base_url=os.environ["EDGEWISE_V1"], max_retries=0
)
TOOL = {
    "type": "function",
    "function": {"name": "look_up", "parameters": {"type": "object", "properties": {"word": {"type": "string"}}}},
}


def ask(script):
    return [{"role": "user", "content": f"Say something for bill:{script}"}]


ids = [model.id for model in client.models.list()]
assert "custom/house-model" in ids and "demo/demo" in ids, ids
assert client.models.retrieve("custom/house-model").id == "custom/house-model"
print("ok list")

for model in json.loads(os.environ["EDGEWISE_MODELS"]):
    answer = client.chat.completions.create(model=model, messages=ask("plain"))
    assert answer.choices[0].message.content == " w0 w1 w2", answer
    assert answer.choices[0].finish_reason == "stop"
    assert (answer.usage.prompt_tokens, answer.usage.completion_tokens) == (1000, 50)
    assert "cost_usd" in answer.usage.model_extra
    print(f"ok answer {model}")

    chunks = list(
        client.chat.completions.create(
            model=model, messages=ask("plain"), stream=True, stream_options={"include_usage": True}
        )
    )
    text = "".join(c.choices[0].delta.content or "" for c in chunks if c.choices)
    assert text == " w0 w1 w2", text
    assert chunks[-1].usage.total_tokens == 1050 and not chunks[-1].choices
    with client.chat.completions.stream(model=model, messages=ask("plain")) as stream:
        assert stream.get_final_completion().choices[0].message.content == " w0 w1 w2"
    print(f"ok stream {model}")

    for streamed in (False, True):
        if streamed:
            with client.chat.completions.stream(model=model, messages=ask("tool"), tools=[TOOL]) as stream:
                first = stream.get_final_completion()
        else:
            first = client.chat.completions.create(model=model, messages=ask("tool"), tools=[TOOL])
        message = first.choices[0].message
        assert first.choices[0].finish_reason == "tool_calls"
        (call,) = message.tool_calls
        assert call.function.name == "look_up" and json.loads(call.function.arguments) == {"word": "bill"}
        told = {"role": "tool", "tool_call_id": call.id, "content": "42"}
        sent = message.model_dump(exclude_none=True, exclude={"parsed"})
        rest = [*ask("tool"), sent, told, *ask("plain")]
        second = client.chat.completions.create(model=model, messages=rest, tools=[TOOL])
        assert second.choices[0].message.content == " w0 w1 w2"
    print(f"ok tools {model}")

vectors = client.embeddings.create(model="custom/some-embedding", input=["abc", "@"])
assert [one.embedding for one in vectors.data] == [[97 / 128, 98 / 128, 99 / 128], [0.5, 0, 0]]
print("ok embeddings")


def fails(kind, make):
    try:
        make()
    except kind as error:
        return error
    raise AssertionError(f"no {kind.__name__}")


plain = lambda c, **more: c.chat.completions.create(**{"model": "custom/house-model", "messages": ask("plain"), **more})
stranger = client.with_options(api_key="ew_wrong")
fails(openai.AuthenticationError, lambda: plain(stranger))
fails(openai.NotFoundError, lambda: plain(client, model="nobody/nothing"))
assert fails(openai.BadRequestError, lambda: plain(client, temperature=9)).param == "temperature"
limited = fails(openai.RateLimitError, lambda: plain(client, messages=ask("limited")))
assert limited.code == "provider_rate_limit", limited.code
assert fails(openai.InternalServerError, lambda: plain(client, messages=ask("down"))).status_code == 502
print("ok errors")
