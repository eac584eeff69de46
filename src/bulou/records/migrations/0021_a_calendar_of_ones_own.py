from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("records", "0020_case_lists")]

    operations = [
        migrations.AlterField(
            model_name="apitoken",
            name="scope",
            field=models.CharField(
                choices=[("read", "Read"), ("act", "Act"), ("calendar", "Calendar")], max_length=8
            ),
        ),
    ]
