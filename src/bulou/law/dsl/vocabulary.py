"""The facts that only the Data Security Law asks about."""

from bulou.law import vocabulary
from bulou.law.text import Text
from bulou.law.vocabulary import FactKind, FactSpec
from bulou.law.vocabulary.spec import obtain

vocabulary.declare(
    FactSpec(
        "handles_data",
        Text("开展数据处理活动", "Handles data"),
        Text("行为人是否开展数据处理活动？", "Does the actor handle data?"),
        suppliers=("vendor", "operator", "platform"),
    ),
    FactSpec(
        "data_stored_in_china",
        Text("数据存储于境内", "Data stored in China"),
        Text("所要提供的数据是否存储于境内？", "Is the data that is to be provided stored in China?"),
        suppliers=("finder", "vendor", "operator", "platform"),
    ),
    FactSpec(
        "recipient_is_foreign_judiciary",
        Text("接收方是外国司法或者执法机构", "Recipient is a foreign judicial or law-enforcement body"),
        Text(
            "接收方是否属于外国司法或者执法机构？",
            "Is the recipient a judicial or law-enforcement body of a foreign country?",
        ),
        kind=FactKind.JUDGEMENT,
        suppliers=("person",),
    ),
    FactSpec(
        "foreign_provision_approved",
        Text("已获准向外国机构提供", "Provision abroad approved"),
        Text(
            "主管机关是否已批准向该外国机构提供？",
            "Has the competent authority approved the provision to that foreign body?",
        ),
        kind=FactKind.OFFICIAL,
        suppliers=("authority",),
        phrases={True: obtain("取得主管机关批准", "Obtain the competent authority's approval")},
    ),
)
